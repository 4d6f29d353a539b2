import type { Key } from '@vanthu/model';
import type { JobModel, ListenerModel } from '../compile/process-model.js';
import { evaluateNumber, evaluateText } from './evaluation.js';
import type { JobKind } from './event.js';
import { isFailure, type Failure } from './failure.js';
import type { ElementInstance, OpenJob } from './process-state.js';
import type { Run } from './run.js';

/** Puts work for a worker up; the element waits for its command. */
export function createJob(run: Run, instance: Readonly<ElementInstance>, job: JobModel | ListenerModel, kind: JobKind): Failure | 'wait' {
  const { id } = run.elementOf(instance);
  const place = { scope: instance.key, failure: 'EXTRACT_VALUE_ERROR' } as const;
  const jobType = evaluateText(run, job.type, { ...place, what: `The job type of "${id}"` });
  if (isFailure(jobType)) return jobType;
  const retries = evaluateNumber(run, job.retries, { ...place, what: `The retries of "${id}"` });
  if (isFailure(retries)) return retries;
  const key = run.newKey();
  run.edit(instance.key).job = { key, kind, retries };
  run.owners.set(key, instance.key);
  run.emit({ type: 'JobCreated', jobKey: key, elementInstanceKey: instance.key, elementId: id, jobType, retries, headers: job.headers, kind, ...('event' in job && { listenerEvent: job.event }) });
  return 'wait';
}

/** Takes the job off its element without a word; the caller emits how it ended. */
export function releaseJob(run: Run, instanceKey: Key): OpenJob | undefined {
  if (run.find(instanceKey)?.job === undefined) return undefined;
  const instance = run.edit(instanceKey);
  const { job } = instance;
  delete instance.job;
  if (job !== undefined) run.owners.delete(job.key);
  return job;
}

export function cancelJob(run: Run, instanceKey: Key): void {
  const job = releaseJob(run, instanceKey);
  if (job !== undefined) run.emit({ type: 'JobCanceled', jobKey: job.key });
}
