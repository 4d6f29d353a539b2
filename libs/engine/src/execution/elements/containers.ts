import type { ElementModel } from '../../compile/process-model.js';
import { activationsAlong } from '../course.js';
import type { Outcome } from '../element-processors.js';
import type { ElementInstance, Entry } from '../process-state.js';
import type { Run } from '../run.js';

/** Process and subprocess: a token at each place where it begins. An empty one is done at once. */
export function enterContainer(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (instance.entries !== undefined) return beginAt(run, instance, instance.entries);
  run.edit(instance.key).live += element.starts.length;
  for (const start of element.starts) run.work.push({ element: start, scope: instance.key, flow: -1 });
  return element.starts.length === 0 ? 'done' : 'wait';
}

/** The trigger has come already; its start event takes over what it brought along. */
export function enterEventSubProcess(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  return beginAt(run, instance, instance.entries ?? [{ path: element.starts.slice(0, 1) }]);
}

function beginAt(run: Run, instance: Readonly<ElementInstance>, entries: readonly Entry[]): Outcome {
  const mine = run.edit(instance.key);
  const { payload } = mine;
  delete mine.payload;
  delete mine.entries;
  const activations = activationsAlong(entries, mine.key);
  mine.live += activations.length;
  for (const activation of activations) run.work.push(payload === undefined ? activation : { ...activation, payload, isTriggered: true });
  return 'wait';
}
