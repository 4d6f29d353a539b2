import { types } from 'node:util';
import { isBpmnError } from './bpmn-error.js';
import { bindInput } from './bind-input.js';
import { jobTypeOf } from './connector.js';
import type { Connector, ConnectorOperation } from './connector.js';
import { isConnectorError } from './connector-error.js';
import { concealedSecrets, reachableFetch, redactingLogger } from './guarded-context.js';
import type { HostContext } from './host-context.js';
import { networkCodeOf, networkFailed } from './network-error.js';
import type { OperationContext } from './operation-context.js';
import type { OperationOutcome } from './outcome.js';
import { Redactor } from './redactor.js';
import { runtimeError, runtimeErrors } from './runtime-errors.js';
import { placesOf, vietnamese } from './schema-problems.js';

const defaultTimeoutMs = 30_000;
const defaultGraceMs = 2_000;

/**
 * Runs one attempt: binds secrets, validates, enforces the time limit and the abort, blacks out secrets. Never throws.
 * After an abort the operation has `graceMs` to end by itself; what it does later is logged and otherwise lost.
 */
export async function runOperation(connector: Connector, operation: string, rawInput: unknown, host: HostContext): Promise<OperationOutcome> {
  const redactor = new Redactor();
  const logger = redactingLogger(host.logger, redactor);
  try {
    const found = operationOf(connector, operation);
    const limit = AbortSignal.timeout(host.timeoutMs ?? found.timeoutMs ?? defaultTimeoutMs);
    const signal = AbortSignal.any([host.signal, limit]);
    const secrets = concealedSecrets(host.secrets, connector.id, redactor);
    const context: OperationContext = {
      secrets, logger, signal, fetch: reachableFetch(host.fetch, signal), files: host.files,
      idempotencyKey: host.idempotencyKey, attempt: host.attempt, now: () => host.now(),
    };
    const output = await untilAborted(() => execute(found, rawInput, context), context, host.graceMs ?? defaultGraceMs);
    return { kind: 'completed', output: redactor.value(output) };
  } catch (error) {
    return redactor.value(outcomeOf(error, logger));
  }
}

function operationOf(connector: Connector, name: string): ConnectorOperation {
  const operation = Object.hasOwn(connector.operations, name) ? connector.operations[name] : undefined;
  if (operation) return operation;
  throw runtimeError('OPERATION_UNKNOWN', { detail: jobTypeOf(connector, name) });
}

async function execute(operation: ConnectorOperation, rawInput: unknown, context: OperationContext): Promise<Readonly<Record<string, unknown>>> {
  const input = await bindInput(operation.input, rawInput, context.secrets);
  context.signal.throwIfAborted();
  const output = operation.output.safeParse(await operation.execute(input, context), vietnamese);
  if (output.success) return output.data as Readonly<Record<string, unknown>>;
  throw runtimeError('OUTPUT_INVALID', { detail: placesOf(output.error) });
}

async function untilAborted<T>(act: () => Promise<T>, { signal, logger }: OperationContext, graceMs: number): Promise<T> {
  if (signal.aborted) throw abortError(signal);
  const acting = act();
  const gaveUp = givenUpAfter(signal, graceMs);
  try {
    return await Promise.race([acting, gaveUp.promise]);
  } catch (error) {
    if (gaveUp.happened()) logEnd(acting, logger);
    throw signal.aborted && !isConnectorError(error) && !isBpmnError(error) ? abortError(signal) : error;
  } finally {
    gaveUp.cancel();
  }
}

function givenUpAfter(signal: AbortSignal, graceMs: number): { promise: Promise<never>; happened(): boolean; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let happened = false;
  let onAbort = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => {
        happened = true;
        reject(runtimeError('UNRESPONSIVE'));
      }, graceMs);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    promise,
    happened: () => happened,
    cancel() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function logEnd(acting: Promise<unknown>, logger: OperationContext['logger']): void {
  acting.then(
    () => logger.warn('An operation ended after it had been given up; its output is lost.'),
    (error: unknown) => logger.warn('An operation failed after it had been given up.', { error }),
  );
}

function abortError(signal: AbortSignal): Error {
  const reason = signal.reason as { name?: unknown } | undefined;
  return reason?.name === 'TimeoutError'
    ? runtimeError('TIMEOUT')
    : runtimeError('ABORTED');
}

function outcomeOf(thrown: unknown, logger: OperationContext['logger']): OperationOutcome {
  const code = isConnectorError(thrown) ? null : networkCodeOf(thrown);
  const error = code === null ? thrown : networkFailed('hệ thống bên kia', code, thrown);
  if (isBpmnError(error)) return { kind: 'error', code: error.code, message: error.message, variables: error.variables };
  if (isConnectorError(error)) {
    const { message, retryable, retryAfterMs } = error;
    return { kind: 'failed', code: error.code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  logger.error('A connector failed in a way it does not declare.', { error });
  const message = types.isNativeError(error) ? `${error.name}: ${error.message}` : 'something that is not an error was thrown';
  return { kind: 'failed', code: 'CONNECTOR_BUG', message: `${runtimeErrors.CONNECTOR_BUG.vi} ${message}`, retryable: false };
}
