import type { ElementModel, ProcessModel } from '../../compile/process-model.js';
import type { ElementStart, Rejection, StartInstance } from '../command.js';
import { pathTo } from '../course.js';
import { proceed } from '../lifecycle.js';
import type { Entry, ProcessState } from '../process-state.js';
import { reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { targetOf } from './activation-target.js';
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
    suspendedAt: null,
    deferred: [],
    terminateAfter: [],
  };
}

export function startInstance(run: Run, command: StartInstance): Rejection | undefined {
  const plan = planOf(run.model, command);
  if ('kind' in plan) return plan;
  const refused = rejectOversized(command.variables) ?? command.startInstructions?.map(({ variables }) => rejectOversized(variables)).find((each) => each !== undefined);
  if (refused !== undefined) return refused;
  const { key, businessKey, orgUnitId, parent } = run.state;
  const { actor, restartOf } = command;
  run.terminateAfter = plan.terminateAfter;
  run.emit({ type: 'InstanceStarted', instanceKey: key, startElementId: plan.startId, businessKey, orgUnitId, parent, actor, ...(restartOf !== undefined && { restartOf }) });
  const root = run.add({ key, element: 0, scope: '', phase: 'arming', live: 0 });
  if (plan.entries.length > 0) root.entries = plan.entries;
  // without mappings the payload is there before event subprocesses read their correlation keys
  if (plan.event !== null && plan.event.outputs.length > 0) root.payload = command.variables;
  else {
    if (plan.event !== null) root.payload = {};
    setLocalVariables(run, key, command.variables);
  }
  proceed(run, key);
  return undefined;
}

interface Plan {
  readonly startId: string;
  /** None: it begins at its plain start. */
  readonly entries: readonly Entry[];
  /** The start event whose trigger has come. */
  readonly event: ElementModel | null;
  readonly terminateAfter: readonly number[];
}

function planOf(model: ProcessModel, command: StartInstance): Plan | Rejection {
  const { startInstructions = [], startElementId } = command;
  const after = (command.terminateAfter ?? []).map((id) => model.elements.findIndex((element) => element.id === id && element.index > 0));
  if (after.includes(-1)) return reject('INVALID_ARGUMENT', `The process has no element "${command.terminateAfter?.[after.indexOf(-1)] ?? ''}".`);
  if (startInstructions.length > 0) {
    if (startElementId !== undefined) return reject('INVALID_ARGUMENT', 'Name either the start event or the elements to begin at, not both.');
    return planAt(model, startInstructions, after);
  }
  const start = startOf(model, startElementId);
  if (start === null) return reject('START_NOT_FOUND', startMissing(model, startElementId));
  if (start < 0) return { startId: model.elements[model.elements[0]?.starts[0] ?? -1]?.id ?? '', entries: [], event: null, terminateAfter: after };
  const event = model.elements[start] ?? null;
  return { startId: event?.id ?? '', entries: [{ path: [start] }], event, terminateAfter: after };
}

function planAt(model: ProcessModel, instructions: readonly ElementStart[], terminateAfter: readonly number[]): Plan | Rejection {
  const entries: Entry[] = [];
  for (const { elementId, variables } of instructions) {
    const target = targetOf(model, elementId);
    if ('kind' in target) return target;
    const path = pathTo(model, target.index, 0);
    if (path.slice(0, -1).some((step) => model.elements[step]?.loop !== null)) return reject('INVALID_ARGUMENT', `"${elementId}" is inside a multi-instance; begin at the multi-instance.`);
    entries.push({ path, ...(variables !== undefined && { variables }) });
  }
  return { startId: instructions[0]?.elementId ?? '', entries, event: null, terminateAfter };
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
