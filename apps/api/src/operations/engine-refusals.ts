import type { Outcome, Refused } from '@vanthu/engine';
import { VanthuError } from '@vanthu/model';

/** Why the engine refused an operator, in the words of the product; `what` is the thing acted on. */
export function refusalOf({ code, reason }: Refused, what: string): VanthuError {
  switch (code) {
    case 'NOT_FOUND':
      return new VanthuError('NOT_FOUND', { what });
    case 'DEFINITION_NOT_FOUND':
      return new VanthuError('NOT_FOUND', { what: 'processVersion' });
    case 'INSTANCE_ENDED':
      return new VanthuError('INSTANCE_ENDED');
    case 'SUSPENDED':
      return new VanthuError('INSTANCE_SUSPENDED');
    case 'NOT_SUSPENDED':
      return new VanthuError('INSTANCE_NOT_SUSPENDED');
    case 'ALREADY_ASSIGNED':
      return new VanthuError('TASK_CLAIMED', { who: 'someoneElse' });
    case 'CONFLICT':
      return new VanthuError('CONFLICT_RETRY');
    case 'STOPPED':
    case 'OVERLOADED':
      return new VanthuError('UNAVAILABLE', { what: 'processes' });
    default:
      return new VanthuError('ACT_NOT_POSSIBLE', {}, { engine: reason });
  }
}

/** Waits also for what the command asked of other instances. @throws VanthuError where it was refused */
export async function accepted(outcome: Promise<Outcome>, what: string): Promise<void> {
  const found = await outcome;
  if (found.kind === 'rejection') throw refusalOf(found, what);
  await found.effects;
}
