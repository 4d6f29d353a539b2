import type { ElementModel, ProcessModel } from '../../compile/process-model.js';
import type { ElementStart, Rejection, StartInstance } from '../command.js';
import type { JsonObject } from '../json.js';
import { startConditionHolds } from '../start-conditions.js';
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
  const plan = planOf(run, command);
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

function planOf(run: Run, command: StartInstance): Plan | Rejection {
  const { model } = run;
  const { startInstructions = [], startElementId } = command;
  const after = (command.terminateAfter ?? []).map((id) => model.elements.findIndex((element) => element.id === id && element.index > 0));
  if (after.includes(-1)) return reject('INVALID_ARGUMENT', `The process has no element "${command.terminateAfter?.[after.indexOf(-1)] ?? ''}".`);
  if (startInstructions.length > 0) {
    if (startElementId !== undefined) return reject('INVALID_ARGUMENT', 'Name either the start event or the elements to begin at, not both.');
    return planAt(model, startInstructions, after);
  }
  const start = startOf(run, startElementId, command.variables);
  if (start === null) return reject('START_NOT_FOUND', startMissing(model, startElementId));
  if (start < 0) return { startId: model.elements[model.elements[0]?.starts[0] ?? -1]?.id ?? '', entries: [], event: null, terminateAfter: after };
  const event = model.elements[start] ?? null;
  return { startId: event?.id ?? '', entries: [{ path: pathOfStart(model, start) }], event, terminateAfter: after };
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

/** An event behind a gateway that begins the instance is reached through it. */
function pathOfStart(model: ProcessModel, start: number): readonly number[] {
  const element = model.elements[start];
  const before = element?.type === 'startEvent' || element?.instantiates === true ? undefined : model.flows[element?.incoming[0] ?? -1]?.source;
  return before === undefined ? [start] : [before, start];
}

/** Index of the start event asked for, -1 for the plain beginning, null when there is none. Without a plain beginning, a condition that is true begins. */
function startOf(run: Run, startElementId: string | undefined, variables: JsonObject): number | null {
  const { elements, startEvents } = run.model;
  if (startElementId === undefined) {
    if ((elements[0]?.starts.length ?? 0) > 0) return -1;
    const conditional = elements.find((element) => element.type === 'startEvent' && element.scope === 0 && startConditionHolds(run, element, variables));
    return conditional?.index ?? null;
  }
  if (!startEvents.some((start) => start.elementId === startElementId)) return null;
  const index = elements.findIndex((element) => element.id === startElementId);
  const { event } = run.element(index);
  if (event?.kind === 'conditional' && !startConditionHolds(run, run.element(index), variables)) return null;
  return event?.kind === 'none' ? -1 : index;
}

function startMissing(model: ProcessModel, startElementId: string | undefined): string {
  const known = model.startEvents.map((start) => start.elementId).join(', ');
  return startElementId === undefined
    ? `Process "${model.processId}" has no plain start event, and none with a condition that is true. Start it at one of: ${known}.`
    : `Process "${model.processId}" has no start event "${startElementId}", or its condition is not true. It has: ${known}.`;
}
