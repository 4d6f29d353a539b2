import type { Key } from '@vanthu/model';
import type { Actor } from './command.js';
import type { Failure } from './failure.js';
import type { Run } from './run.js';

export const system: Actor = { username: null };

/** The element stays where it is until somebody resolves it; the rest of the instance goes on. */
export function raiseIncident(run: Run, instanceKey: Key, failure: Failure, jobKey: Key | null = null): void {
  const instance = run.edit(instanceKey);
  if (instance.incident !== undefined) return;
  const incidentKey = run.newKey();
  instance.incident = { key: incidentKey, type: failure.type };
  run.owners.set(incidentKey, instanceKey);
  run.incidents += 1;
  run.emit({
    type: 'IncidentRaised',
    incidentKey,
    elementInstanceKey: instanceKey,
    elementId: run.elementOf(instance).id,
    incidentType: failure.type,
    message: failure.message,
    jobKey,
  });
}

export function clearIncident(run: Run, instanceKey: Key, actor: Actor): void {
  if (run.find(instanceKey)?.incident === undefined) return;
  const instance = run.edit(instanceKey);
  const incident = instance.incident;
  delete instance.incident;
  if (incident === undefined) return;
  run.owners.delete(incident.key);
  run.incidents -= 1;
  run.emit({ type: 'IncidentResolved', incidentKey: incident.key, actor });
}
