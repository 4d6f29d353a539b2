import type { Key } from '@vanthu/model';
import type { AdHocResult, CompleteJob, FailJob, Rejection, ThrowJobError, UpdateJob } from '../command.js';
import { decideAdHoc, refuseElements } from '../ad-hoc.js';
import { throwError } from '../errors.js';
import { Failure } from '../failure.js';
import { clearIncident, raiseIncident, system } from '../incidents.js';
import { releaseJob } from '../jobs.js';
import { complete, proceed } from '../lifecycle.js';
import type { OpenJob } from '../process-state.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { answerTransition } from '../task-listeners.js';
import { mergeVariables, setLocalVariables } from '../variables.js';

interface Found {
  readonly owner: Key;
  readonly job: OpenJob;
}

function jobOf(run: Run, jobKey: Key): Found | null {
  const owner = run.owners.get(jobKey);
  const job = owner === undefined ? undefined : run.find(owner)?.job;
  return owner === undefined || job?.key !== jobKey ? null : { owner, job };
}

export function completeJob(run: Run, command: CompleteJob): Rejection | undefined {
  const found = jobOf(run, command.jobKey);
  if (found === null) return notFound('Job', command.jobKey);
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { owner, job } = found;
  const unsuitable = command.result?.type === 'adHocSubProcess' ? refuseResult(run, owner, job, command.result) : undefined;
  if (unsuitable !== undefined) return unsuitable;
  clearIncident(run, owner, system);
  releaseJob(run, owner);
  run.emit({ type: 'JobCompleted', jobKey: job.key });
  if (job.kind === 'serviceTask') {
    complete(run, owner, command.variables);
    return undefined;
  }
  if (job.kind === 'taskListener') {
    setLocalVariables(run, owner, command.variables);
    answerTransition(run, owner, command.result?.type === 'adHocSubProcess' ? undefined : command.result);
    return undefined;
  }
  if (job.kind === 'adHocSubProcess') {
    mergeVariables(run, owner, command.variables);
    decideAdHoc(run, owner, command.result?.type === 'adHocSubProcess' ? command.result : undefined);
    return undefined;
  }
  const instance = run.edit(owner);
  instance.listener = (instance.listener ?? 0) + 1;
  mergeVariables(run, owner, command.variables);
  proceed(run, owner);
  return undefined;
}

export function failJob(run: Run, command: FailJob): Rejection | undefined {
  const found = jobOf(run, command.jobKey);
  if (found === null) return notFound('Job', command.jobKey);
  const { retries, message, retryAt, jobKey } = command;
  if (!Number.isInteger(retries) || retries < 0) return reject('INVALID_ARGUMENT', 'The retries left must be a whole number, 0 or more.');
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { owner, job } = found;
  run.edit(owner).job = { ...job, retries };
  run.emit({ type: 'JobFailed', jobKey, retries, retryAt, message });
  if (command.variables !== undefined) setLocalVariables(run, owner, command.variables);
  if (retries === 0) raiseIncident(run, owner, new Failure('JOB_NO_RETRIES', message === '' ? 'The worker failed and no retries are left. Correct the cause, then resolve the incident.' : message), jobKey);
  return undefined;
}

export function updateJob(run: Run, command: UpdateJob): Rejection | undefined {
  const found = jobOf(run, command.jobKey);
  if (found === null) return notFound('Job', command.jobKey);
  const { jobKey, retries, lockedUntil } = command;
  if (retries === undefined && lockedUntil === undefined) return reject('INVALID_ARGUMENT', 'Name the retries, the lock, or both.');
  if (retries !== undefined && (!Number.isInteger(retries) || retries < 1)) return reject('INVALID_ARGUMENT', 'The retries must be a whole number, 1 or more.');
  if (retries !== undefined) {
    run.edit(found.owner).job = { ...found.job, retries };
    run.emit({ type: 'JobRetriesUpdated', jobKey, retries });
  }
  if (lockedUntil !== undefined) run.emit({ type: 'JobLockUpdated', jobKey, lockedUntil });
  return undefined;
}

function refuseResult(run: Run, owner: Key, job: OpenJob, result: AdHocResult): Rejection | undefined {
  if (job.kind !== 'adHocSubProcess') return reject('INVALID_ARGUMENT', `Job ${job.key} is not that of an ad-hoc subprocess.`);
  const instance = run.find(owner);
  return instance === undefined ? undefined : refuseElements(run, run.elementOf(instance), result.activateElements);
}

export function throwJobError(run: Run, command: ThrowJobError): Rejection | undefined {
  const found = jobOf(run, command.jobKey);
  if (found === null) return notFound('Job', command.jobKey);
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { owner, job } = found;
  const { errorCode, message } = command;
  clearIncident(run, owner, system);
  releaseJob(run, owner);
  run.emit({ type: 'JobErrorThrown', jobKey: job.key, errorCode, message });
  const uncaught = throwError(run, owner, { code: errorCode, message, variables: command.variables ?? {} });
  if (uncaught === undefined) return undefined;
  if (job.kind === 'serviceTask') run.edit(owner).phase = 'entering';
  raiseIncident(run, owner, uncaught);
  return undefined;
}
