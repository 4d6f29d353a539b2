import type { Key } from '@vanthu/model';
import type { JsonObject, JsonValue } from './json.js';
import { VersionedMap } from './versioned-map.js';
import type { CompensationEntry, DeferredCommand, ElementInstance, JoinTokens, ProcessState } from './process-state.js';

interface Snapshot {
  readonly format: 2;
  readonly key: Key;
  readonly orgUnitId: string | null;
  readonly businessKey: string | null;
  readonly parent: ProcessState['parent'];
  readonly elements: readonly ElementInstance[];
  readonly variables: readonly (readonly [Key, readonly (readonly [string, JsonValue])[]])[];
  readonly joins: readonly JoinTokens[];
  readonly compensations: readonly CompensationEntry[];
  readonly suspendedAt?: number;
  readonly deferred?: readonly DeferredCommand[];
  readonly terminateAfter?: readonly number[];
}

/** The state as JSON text with a format version; `restore` reads every version ever released. */
export function snapshotOf(state: ProcessState): string {
  const { suspendedAt, deferred, terminateAfter } = state;
  const snapshot: Snapshot = {
    format: 2,
    key: state.key,
    orgUnitId: state.orgUnitId,
    businessKey: state.businessKey,
    parent: state.parent,
    elements: [...state.elements.values()],
    variables: variablesOf(state),
    joins: [...state.joins.values()],
    compensations: state.compensations,
    ...(suspendedAt !== null && { suspendedAt }),
    ...(deferred.length > 0 && { deferred }),
    ...(terminateAfter.length > 0 && { terminateAfter }),
  };
  return JSON.stringify(snapshot);
}

/** Reads what `snapshotOf` wrote. Throws when the text is not a snapshot of a known format. */
export function restore(text: string): ProcessState {
  const snapshot = currentFormat(JSON.parse(text) as SnapshotV1 | Snapshot);
  return {
    key: snapshot.key,
    orgUnitId: snapshot.orgUnitId,
    businessKey: snapshot.businessKey,
    parent: snapshot.parent,
    elements: new VersionedMap(snapshot.elements.map((instance) => [instance.key, instance] as const)),
    variables: new VersionedMap(snapshot.variables.map(([scope, variables]) => [scope, new Map(variables)] as const)),
    joins: new Map(snapshot.joins.map((join) => [joinId(join.scope, join.element), join])),
    compensations: snapshot.compensations,
    owners: ownersOf(snapshot.elements),
    incidents: snapshot.elements.filter((instance) => instance.incident !== undefined).length,
    suspendedAt: snapshot.suspendedAt ?? null,
    deferred: snapshot.deferred ?? [],
    terminateAfter: snapshot.terminateAfter ?? [],
  };
}

/** Until 0.1: one way into a container, and in the first ones no compensations. */
type SnapshotV1 = Omit<Snapshot, 'format' | 'elements' | 'compensations'> & {
  readonly format: 1;
  readonly elements: readonly (ElementInstance & { readonly path?: readonly number[]; readonly pathVariables?: JsonObject })[];
  readonly compensations?: readonly CompensationEntry[];
};

function currentFormat(snapshot: SnapshotV1 | Snapshot): Snapshot {
  if (snapshot.format === 2) return snapshot;
  if (snapshot.format !== 1) throw new Error(`Snapshot format ${String((snapshot as { format: unknown }).format)} is not known to this version. Run a newer one.`);
  const elements = snapshot.elements.map(({ path, pathVariables, ...instance }) => {
    return path === undefined ? instance : { ...instance, entries: [{ path, ...(pathVariables !== undefined && { variables: pathVariables }) }] };
  });
  return { ...snapshot, format: 2, elements, compensations: snapshot.compensations ?? [] };
}

export function joinId(scope: Key, element: number): string {
  return `${scope}/${element}`;
}

/** In the order of the elements they belong to, so that equal states give equal texts. */
function variablesOf(state: ProcessState): Snapshot['variables'] {
  const found: Snapshot['variables'][number][] = [];
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
