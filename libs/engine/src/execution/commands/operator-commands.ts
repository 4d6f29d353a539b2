import type { CancelInstance, Rejection, ResolveIncident, SetVariables } from '../command.js';
import { reviewAdHoc } from '../ad-hoc.js';
import { clearIncident } from '../incidents.js';
import { retryStranded } from '../joins.js';
import { proceed } from '../lifecycle.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { continueTransition } from '../task-listeners.js';
import { terminate } from '../termination.js';
import { mergeVariables, setLocalVariables } from '../variables.js';

export function setVariables(run: Run, command: SetVariables): Rejection | undefined {
  if (run.find(command.scopeKey) === undefined) return notFound('Scope', command.scopeKey);
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  if (command.local) setLocalVariables(run, command.scopeKey, command.variables);
  else mergeVariables(run, command.scopeKey, command.variables);
  return undefined;
}

export function resolveIncident(run: Run, command: ResolveIncident): Rejection | undefined {
  const owner = run.owners.get(command.incidentKey);
  const incident = owner === undefined ? undefined : run.find(owner)?.incident;
  if (owner === undefined || incident?.key !== command.incidentKey) return notFound('Incident', command.incidentKey);
  const retries = command.retries ?? 1;
  if (!Number.isInteger(retries) || retries < 1) return reject('INVALID_ARGUMENT', 'The retries must be a whole number, 1 or more.');
  clearIncident(run, owner, command.actor);
  if (retryStranded(run, owner)) return undefined;
  if (incident.type === 'JOB_NO_RETRIES') giveRetries(run, owner, retries);
  else retry(run, owner);
  return undefined;
}

function retry(run: Run, owner: string): void {
  const instance = run.find(owner);
  if (instance?.phase === 'active' && run.elementOf(instance).adHoc !== null) reviewAdHoc(run, owner, true);
  else if (instance?.transition !== undefined) continueTransition(run, owner);
  else proceed(run, owner);
}

function giveRetries(run: Run, owner: string, retries: number): void {
  const instance = run.edit(owner);
  if (instance.job === undefined) return;
  instance.job = { ...instance.job, retries };
  run.emit({ type: 'JobRetriesUpdated', jobKey: instance.job.key, retries });
}

export function cancelInstance(run: Run, command: CancelInstance): Rejection | undefined {
  terminate(run, run.state.key);
  run.status = 'terminated';
  run.emit({ type: 'InstanceTerminated', reason: command.reason, actor: command.actor });
  return undefined;
}
