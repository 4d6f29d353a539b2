import type { ProcessModel } from '../../compile/process-model.js';
import type { Rejection, StartInstance } from '../command.js';
import { proceed } from '../lifecycle.js';
import type { ProcessState } from '../process-state.js';
import { reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { VersionedMap } from '../versioned-map.js';
import { setLocalVariables } from '../variables.js';

/** The state before the first step: nothing lives yet. */
export function emptyState(command: StartInstance): ProcessState {
  return {
    key: command.instanceKey,
    orgUnitId: command.orgUnitId ?? null,
    businessKey: command.businessKey ?? null,
    parent: command.parent ?? null,
    elements: new VersionedMap(),
    variables: new VersionedMap(),
    joins: new Map(),
    compensations: [],
    owners: new VersionedMap(),
    incidents: 0,
  };
}

export function startInstance(run: Run, command: StartInstance): Rejection | undefined {
  const start = startOf(run.model, command.startElementId);
  if (start === null) return reject('START_NOT_FOUND', startMissing(run.model, command.startElementId));
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { key, businessKey, orgUnitId, parent } = run.state;
  const startId = start < 0 ? (run.model.elements[run.model.elements[0]?.starts[0] ?? -1]?.id ?? '') : run.element(start).id;
  run.emit({ type: 'InstanceStarted', instanceKey: key, startElementId: startId, businessKey, orgUnitId, parent, actor: command.actor });
  const root = run.add({ key, element: 0, scope: '', phase: 'arming', live: 0 });
  if (start >= 0) root.path = [start];
  // without mappings the payload is there before event subprocesses read their correlation keys
  if (start >= 0 && run.element(start).outputs.length > 0) root.payload = command.variables;
  else setLocalVariables(run, key, command.variables);
  proceed(run, key);
  return undefined;
}

/** Index of the start event asked for, -1 for the plain beginning, null when there is none. */
function startOf(model: ProcessModel, startElementId: string | undefined): number | null {
  if (startElementId === undefined) return (model.elements[0]?.starts.length ?? 0) > 0 ? -1 : null;
  const index = model.elements.findIndex((element) => element.id === startElementId && element.type === 'startEvent' && element.scope === 0);
  if (index < 0) return null;
  return model.elements[index]?.event?.kind === 'none' ? -1 : index;
}

function startMissing(model: ProcessModel, startElementId: string | undefined): string {
  const known = model.startEvents.map((start) => start.elementId).join(', ');
  return startElementId === undefined
    ? `Process "${model.processId}" has no plain start event. Start it at one of: ${known}.`
    : `Process "${model.processId}" has no start event "${startElementId}". It has: ${known}.`;
}
