import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { Failure } from '../failure.js';
import { createJob } from '../jobs.js';
import { throwMessage } from '../messages.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';

export function enterServiceTask(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (element.job === null) return new Failure('EXTRACT_VALUE_ERROR', `"${element.id}" has no job type. Correct the process.`);
  return createJob(run, instance, element.job, 'serviceTask');
}

/** With a job type a worker sends; without one the message goes to whoever waits for it inside the engine. */
export function enterSendTask(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  return element.job === null ? throwMessage(run, instance, element) : enterServiceTask(run, instance, element);
}
