import { ConnectorError, defineOperation, type ConnectorOperation, type OperationContext } from '@vanthu/connector-sdk';
import { VanthuError, errorText, type ErrorCode } from '@vanthu/model';
import { DatabaseError } from '@vanthu/persistence';
import type { z } from 'zod';

/** Refusals that pass by themselves or once an operator made room: worth another try. */
const passing = new Set<ErrorCode>(['FILE_STORE_FULL', 'CONFLICT_RETRY', 'UNAVAILABLE']);

interface Step<Input extends z.ZodObject, Output extends z.ZodType> {
  readonly name: { readonly vi: string; readonly en: string };
  readonly input: Input;
  readonly output: Output;
  execute(input: z.output<Input>, context: OperationContext): Promise<z.input<Output>>;
}

/**
 * A step of a document process that the server itself does. It may be run again after a crash, so everything in it is
 * idempotent; `context.idempotencyKey` is the same over all runs.
 */
export function defineStep<Input extends z.ZodObject, Output extends z.ZodType>(step: Step<Input, Output>): ConnectorOperation<Input, Output> {
  return defineOperation({ ...step, execute: (input, context) => step.execute(input, context).catch((error: unknown) => Promise.reject(declared(error))) });
}

/** Incidents are shown to operators: the message is the Vietnamese sentence, the interface finds the English one by the code. */
function declared(error: unknown): unknown {
  if (error instanceof VanthuError) return new ConnectorError(error.code, errorText(error.code, 'vi', error.facts), { retryable: passing.has(error.code), cause: error });
  if (error instanceof DatabaseError) return new ConnectorError('UNAVAILABLE', errorText('UNAVAILABLE', 'vi', { what: 'database' }), { retryable: true, cause: error });
  return error;
}
