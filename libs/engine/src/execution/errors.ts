import type { Key } from '@vanthu/model';
import { partsOf, type ElementModel } from '../compile/process-model.js';
import { Failure } from './failure.js';
import type { JsonObject } from './json.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';
import { terminate } from './termination.js';
import { trigger } from './triggers.js';

export interface ThrownError {
  readonly code: string;
  readonly message: string;
  readonly variables: JsonObject;
}

interface Handler {
  /** The instance that the catching event belongs to. */
  readonly host: Key;
  readonly event: number;
}

/** An error climbs from where it was thrown until something catches it. Uncaught it ends a called instance, else it is a failure. */
export function throwError(run: Run, from: Key, error: ThrownError): Failure | undefined {
  const handler = handlerOf(run, from, 'error', error.code);
  if (handler !== null) {
    const event = run.element(handler.event);
    const facts: JsonObject = event.outputs.length > 0 ? { errorCode: error.code, errorMessage: error.message } : {};
    trigger(run, handler.host, handler.event, { ...facts, ...error.variables });
    return undefined;
  }
  if (run.state.parent === null) return uncaught(run, from, error.code);
  failInstance(run, error);
  return undefined;
}

/** An escalation that nothing catches climbs into the calling instance; caught nowhere it has no effect. */
export function throwEscalation(run: Run, from: Key, code: string, variables: JsonObject): void {
  const handler = handlerOf(run, from, 'escalation', code);
  if (handler === null) {
    if (run.state.parent !== null) run.emit({ type: 'EscalationPassedOn', code, variables });
    return;
  }
  const facts: JsonObject = run.element(handler.event).outputs.length > 0 ? { escalationCode: code } : {};
  trigger(run, handler.host, handler.event, { ...facts, ...variables });
}

function failInstance(run: Run, error: ThrownError): void {
  terminate(run, run.state.key);
  run.status = 'failed';
  run.emit({ type: 'InstanceFailed', code: error.code, message: error.message, variables: error.variables });
}

function uncaught(run: Run, from: Key, code: string): Failure {
  const instance = run.find(from);
  const id = instance === undefined ? '' : run.elementOf(instance).id;
  return new Failure('UNHANDLED_ERROR_EVENT', `"${id}" threw the error "${code}", and nothing catches it. Add an error boundary event and migrate the instance, or correct the cause and resolve the incident to run the step again.`);
}

function handlerOf(run: Run, thrower: Key, kind: 'error' | 'escalation', code: string): Handler | null {
  let from: number | null = null;
  for (let instance = run.find(thrower); instance !== undefined; instance = run.find(instance.scope)) {
    const event = bestMatch(run, eventsAround(run, instance, from), kind, code);
    if (event !== null) return { host: instance.key, event };
    from = instance.element;
  }
  return null;
}

/** Event subprocesses inside the scope, but for the one it comes from, go before the boundary events around it. */
function eventsAround(run: Run, instance: Readonly<ElementInstance>, from: number | null): readonly (readonly number[])[] {
  const element = run.elementOf(instance);
  const isBody = instance.loop !== undefined;
  const inner = isBody || instance.isInterrupted === true ? [] : element.eventSubprocesses.filter((index) => index !== from).flatMap((index) => run.element(index).starts);
  return [inner, isBody || element.loop === null ? element.boundaryEvents : []];
}

function bestMatch(run: Run, groups: readonly (readonly number[])[], kind: 'error' | 'escalation', code: string): number | null {
  for (const events of groups) {
    const candidates = events.flatMap((index) => codesOf(run.element(index), kind).map((caught) => ({ index, caught })));
    const match = candidates.find(({ caught }) => caught === code) ?? candidates.find(({ caught }) => caught === null);
    if (match !== undefined) return match.index;
  }
  return null;
}

function codesOf(event: ElementModel, kind: 'error' | 'escalation'): (string | null)[] {
  return partsOf(event.event).flatMap((part) => (part.kind === kind ? [part.code?.text ?? null] : []));
}
