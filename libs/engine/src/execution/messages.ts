import type { ElementModel, EventModel } from '../compile/process-model.js';
import { evaluateText } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';
import { localVariables } from './variables.js';

/** How long a thrown message is kept for a subscription to come. */
const timeToLiveMs = 3_600_000;

/** Publishes a message of the process itself; its variables are those of the throwing element's input mappings. */
export function throwMessage(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: EventModel | null = element.event): 'done' | Failure {
  if (event?.kind !== 'message') return new Failure('EXTRACT_VALUE_ERROR', `"${element.id}" throws no message. Correct the process.`);
  const place = { scope: instance.key, failure: 'EXTRACT_VALUE_ERROR' } as const;
  const name = evaluateText(run, event.name, { ...place, what: `The message name of "${element.id}"` });
  if (isFailure(name)) return name;
  const correlationKey = event.correlationKey === null ? '' : evaluateText(run, event.correlationKey, { ...place, what: `The correlation key of "${element.id}"` });
  if (isFailure(correlationKey)) return correlationKey;
  run.emit({ type: 'MessageThrown', elementInstanceKey: instance.key, name, correlationKey, timeToLiveMs, variables: localVariables(run.result(), instance.key) });
  return 'done';
}

export function throwSignal(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: Extract<EventModel, { kind: 'signal' }>): 'done' | Failure {
  const signalName = evaluateText(run, event.name, { scope: instance.key, what: `The signal name of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
  if (isFailure(signalName)) return signalName;
  run.emit({ type: 'SignalThrown', elementInstanceKey: instance.key, signalName, variables: localVariables(run.result(), instance.key) });
  return 'done';
}
