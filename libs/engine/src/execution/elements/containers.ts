import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';

/** Process and subprocess: a token at each place where it begins. An empty one is done at once. */
export function enterContainer(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (instance.chosenStart !== undefined) return begin(run, instance, instance.chosenStart);
  run.edit(instance.key).live += element.starts.length;
  for (const start of element.starts) run.work.push({ element: start, scope: instance.key, flow: -1 });
  return element.starts.length === 0 ? 'done' : 'wait';
}

/** The trigger has come already; its start event takes over what it brought along. */
export function enterEventSubProcess(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  return begin(run, instance, element.starts[0] ?? -1);
}

function begin(run: Run, instance: Readonly<ElementInstance>, start: number): Outcome {
  const mine = run.edit(instance.key);
  const { payload } = mine;
  delete mine.payload;
  mine.live += 1;
  run.work.push({ element: start, scope: mine.key, flow: -1, ...(payload !== undefined && { payload }) });
  return 'wait';
}
