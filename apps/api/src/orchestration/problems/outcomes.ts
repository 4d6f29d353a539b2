import type { Done, Outcome, Refused } from '@vanthu/engine';
import { RestProblem, type RestTitle } from './rest-problem.js';

const titles: Readonly<Record<Refused['code'], RestTitle>> = {
  NOT_FOUND: 'NOT_FOUND',
  DEFINITION_NOT_FOUND: 'NOT_FOUND',
  INSTANCE_ENDED: 'NOT_FOUND',
  START_NOT_FOUND: 'INVALID_STATE',
  ALREADY_ASSIGNED: 'INVALID_STATE',
  INSTANCE_EXISTS: 'INVALID_STATE',
  SUSPENDED: 'INVALID_STATE',
  NOT_SUSPENDED: 'INVALID_STATE',
  BUDGET_EXCEEDED: 'INVALID_STATE',
  INVALID_ARGUMENT: 'INVALID_ARGUMENT',
  DUPLICATE: 'ALREADY_EXISTS',
  CONFLICT: 'UNAVAILABLE',
  STOPPED: 'UNAVAILABLE',
  OVERLOADED: 'RESOURCE_EXHAUSTED',
};

/** After which commands that found the engine full may be sent again. */
const OVERLOAD_SECONDS = 1;

/** Why the engine refused a command, in the words of the API. */
export function refusalOf({ code, reason }: Refused): RestProblem {
  return new RestProblem(titles[code], reason, code === 'OVERLOADED' ? OVERLOAD_SECONDS : undefined);
}

/**
 * Waits until what the command asked of other instances has been done too, so that a client reads its own writes.
 * @throws RestProblem where it was refused
 */
export async function done(outcome: Promise<Outcome>): Promise<Done> {
  const found = await outcome;
  if (found.kind === 'rejection') throw refusalOf(found);
  await found.effects;
  return found;
}
