import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { isFailure } from '../failure.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { openSubscriptions } from '../subscriptions.js';

/** Waits for all of the events behind it; the first that comes decides. */
export function enterEventBasedGateway(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (instance.entries !== undefined) return beginBy(run, instance, element, instance.entries[0]?.path[0] ?? -1);
  const events = element.outgoing.map((flow) => run.model.flows[flow]?.target ?? -1);
  const failure = openSubscriptions(run, instance, events);
  return isFailure(failure) ? failure : 'wait';
}

/** The event that began the instance has come; where all are awaited, the others are waited for as events of their own. */
function beginBy(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: number): Outcome {
  const mine = run.edit(instance.key);
  const flow = element.outgoing.find((index) => run.model.flows[index]?.target === event);
  delete mine.entries;
  if (flow !== undefined) mine.chosenFlow = flow;
  return 'done';
}
