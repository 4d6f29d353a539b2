import type { Key } from '@vanthu/model';
import type { JsonValue } from './json.js';
import { VersionedMap } from './versioned-map.js';
import type { CompensationEntry, ElementInstance, JoinTokens, ProcessState } from './process-state.js';

interface SnapshotV1 {
  readonly format: 1;
  readonly key: Key;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly parent: ProcessState['parent'];
  readonly elements: readonly ElementInstance[];
  readonly variables: readonly (readonly [Key, readonly (readonly [string, JsonValue])[]])[];
  readonly joins: readonly JoinTokens[];
  /** Absent in the first snapshots. */
  readonly compensations?: readonly CompensationEntry[];
}

/** The state as JSON text with a format version; `restore` reads every version ever released. */
export function snapshotOf(state: ProcessState): string {
  const snapshot: SnapshotV1 = {
    format: 1,
    key: state.key,
    orgUnitId: state.orgUnitId,
    businessKey: state.businessKey,
    parent: state.parent,
    elements: [...state.elements.values()],
    variables: variablesOf(state),
    joins: [...state.joins.values()],
    compensations: state.compensations,
  };
  return JSON.stringify(snapshot);
}

/** Reads what `snapshotOf` wrote. Throws when the text is not a snapshot of a known format. */
export function restore(text: string): ProcessState {
  const snapshot = JSON.parse(text) as SnapshotV1;
  if (snapshot.format !== 1) throw new Error(`Snapshot format ${String(snapshot.format)} is not known to this version. Run a newer one.`);
  return {
    key: snapshot.key,
    orgUnitId: snapshot.orgUnitId,
    businessKey: snapshot.businessKey,
    parent: snapshot.parent,
    elements: new VersionedMap(snapshot.elements.map((instance) => [instance.key, instance] as const)),
    variables: new VersionedMap(snapshot.variables.map(([scope, variables]) => [scope, new Map(variables)] as const)),
    joins: new Map(snapshot.joins.map((join) => [joinId(join.scope, join.element), join])),
    compensations: snapshot.compensations ?? [],
    owners: ownersOf(snapshot.elements),
    incidents: snapshot.elements.filter((instance) => instance.incident !== undefined).length,
  };
}

export function joinId(scope: Key, element: number): string {
  return `${scope}/${element}`;
}

/** In the order of the elements they belong to, so that equal states give equal texts. */
function variablesOf(state: ProcessState): SnapshotV1['variables'] {
  const found: SnapshotV1['variables'][number][] = [];
  for (const key of state.elements.keys()) {
    const variables = state.variables.get(key);
    if (variables !== undefined) found.push([key, [...variables]]);
  }
  return found;
}

function ownersOf(elements: readonly ElementInstance[]): VersionedMap<Key> {
  const owners = new VersionedMap<Key>();
  for (const instance of elements) {
    for (const open of [instance.job, instance.task, instance.incident, ...(instance.timers ?? []), ...(instance.subscriptions ?? [])]) {
      if (open !== undefined) owners.set(open.key, instance.key);
    }
  }
  return owners;
}
