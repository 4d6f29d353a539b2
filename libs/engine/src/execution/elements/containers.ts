import type { ElementModel } from '../../compile/process-model.js';
import { activationAlong } from '../course.js';
import type { Outcome } from '../element-processors.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';

/** Process and subprocess: a token at each place where it begins. An empty one is done at once. */
export function enterContainer(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (instance.path !== undefined) return beginAt(run, instance, instance.path);
  run.edit(instance.key).live += element.starts.length;
  for (const start of element.starts) run.work.push({ element: start, scope: instance.key, flow: -1 });
  return element.starts.length === 0 ? 'done' : 'wait';
}

/** The trigger has come already; its start event takes over what it brought along. */
export function enterEventSubProcess(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  return beginAt(run, instance, instance.path ?? element.starts.slice(0, 1));
}

function beginAt(run: Run, instance: Readonly<ElementInstance>, path: readonly number[]): Outcome {
  const mine = run.edit(instance.key);
  const { payload, pathVariables } = mine;
  delete mine.payload;
  delete mine.path;
  delete mine.pathVariables;
  mine.live += 1;
  run.work.push({ ...activationAlong(path, mine.key, pathVariables), ...(payload !== undefined && { payload }) });
  return 'wait';
}
