import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { isFailure } from '../failure.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { openSubscriptions } from '../subscriptions.js';

/** Waits for all of the events behind it; the first that comes decides. */
export function enterEventBasedGateway(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const events = element.outgoing.map((flow) => run.model.flows[flow]?.target ?? -1);
  const failure = openSubscriptions(run, instance, events);
  return isFailure(failure) ? failure : 'wait';
}
