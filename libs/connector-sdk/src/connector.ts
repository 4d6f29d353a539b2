import type { z } from 'zod';
import type { LocalText } from './local-text.js';
import type { OperationContext } from './operation-context.js';

/** One act of a connector. The schemas are the one source of types, validation and element template. */
export interface ConnectorOperation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  readonly name: LocalText;
  readonly description?: LocalText;
  readonly input: Input;
  readonly output: Output;
  /** Time limit of one attempt in ms; default 30,000. */
  readonly timeoutMs?: number;
  /** Raised by one with every change of the template that is more than wording; default 1. */
  readonly templateVersion?: number;
  /** Ends in an output, a `BpmnError` or a `ConnectorError`; anything else thrown is a bug and becomes an incident. */
  execute(input: z.output<Input>, context: OperationContext): Promise<z.input<Output>>;
}

export interface Connector {
  /** kebab-case, first part of the job type */
  readonly id: string;
  /** Part of the job type: raised only when diagrams drawn for the old version would no longer run. */
  readonly version: number;
  readonly name: LocalText;
  /** SVG text */
  readonly icon: string;
  readonly operations: Readonly<Record<string, ConnectorOperation>>;
  /** What people read for each code its `ConnectorError`s carry. */
  readonly errors?: Readonly<Record<string, LocalText>>;
}

/** Gives `execute` the types of its schemas. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: ConnectorOperation<Input, Output>,
): ConnectorOperation<Input, Output> {
  return Object.freeze(operation);
}

/** Checks names; throws `TypeError` on a bad definition, which is a programming mistake. */
export function defineConnector<const Definition extends Connector>(connector: Definition): Definition {
  requireMatch('connector id', connector.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  if (!Number.isInteger(connector.version) || connector.version < 1) {
    throw new TypeError(`Connector "${connector.id}": version must be a whole number from 1.`);
  }
  const names = Object.keys(connector.operations);
  if (names.length === 0) throw new TypeError(`Connector "${connector.id}" has no operation.`);
  for (const name of names) requireMatch('operation', name, /^[a-z][A-Za-z0-9]*$/);
  return Object.freeze(connector);
}

/** `<connector>:<operation>:<version>`, e.g. `mail:send:1`: what a service task's `zeebe:taskDefinition` names. */
export function jobTypeOf(connector: Pick<Connector, 'id' | 'version'>, operation: string): string {
  return `${connector.id}:${operation}:${connector.version}`;
}

function requireMatch(what: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) throw new TypeError(`The ${what} "${value}" does not fit ${pattern.source}.`);
}
