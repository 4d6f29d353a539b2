import type { ElementModel } from '../compile/process-model.js';
import { hasBit } from '../compile/reachability.js';
import { evaluateCondition } from './evaluation.js';
import type { Failure } from './failure.js';
import type { JoinTokens } from './process-state.js';
import type { Run } from './run.js';

/** Whether the tokens that have come are enough; `activationCount` is their number. */
export function isActivated(run: Run, element: ElementModel, join: JoinTokens): boolean | Failure {
  if (element.activation === null || join.awaited !== undefined) return false;
  const activationCount = join.counts.reduce((sum, count) => sum + count, 0);
  const additions = new Map([['activationCount', activationCount]]);
  return evaluateCondition(run, element.activation, { scope: join.scope, what: `The activation condition of "${element.id}"`, failure: 'CONDITION_ERROR', additions });
}

/** What is left after firing: late tokens are waited for and swallowed before the next round. */
export function afterActivation(join: JoinTokens): JoinTokens {
  return { scope: join.scope, element: join.element, counts: join.counts.map((count) => Math.max(0, count - 1)), awaited: join.counts.map((count) => count === 0) };
}

/** Whether every flow that is still awaited has brought its token, or cannot any more. */
export function isRoundOver(element: ElementModel, join: JoinTokens, tokens: ReadonlySet<number>): boolean {
  return join.awaited?.every((isAwaited, slot) => !isAwaited || (join.counts[slot] ?? 0) > 0 || ![...tokens].some((token) => hasBit(element.reach[slot] ?? [], token))) === true;
}

/** The tokens of the next round that have come already; null when there are none. */
export function nextRound(join: JoinTokens): JoinTokens | null {
  const counts = join.counts.map((count, slot) => (join.awaited?.[slot] === true ? Math.max(0, count - 1) : count));
  return counts.some((count) => count > 0) ? { scope: join.scope, element: join.element, counts } : null;
}
