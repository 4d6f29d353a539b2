import type { ProcessModel } from '../compile/process-model.js';
import { settle, type Advanced } from './advance.js';
import type { Actor } from './command.js';
import type { ExecutionContext } from './context.js';
import { isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import { elementMapper, type ElementMapper, type MigrationProblem } from './migration-mapping.js';
import type { CompensationEntry, ElementInstance, Entry, JoinTokens, ProcessState } from './process-state.js';
import { Run } from './run.js';
import { joinId } from './snapshot.js';
import { armedEventsOf, closeSubscriptions, openSubscriptions } from './subscriptions.js';
import { VersionedMap } from './versioned-map.js';

export interface Migration {
  /** Old element ids to new ones; an element that is not named keeps its id. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly actor: Actor;
}

export type Migrated = Advanced | { readonly kind: 'refused'; readonly problems: readonly MigrationProblem[] };

/**
 * Moves a running instance to another version of its process, or says everything that stands against it. Tasks, jobs
 * and called instances go on; events around live elements that the new version lacks are closed, new ones are opened.
 * `state` is not changed, so calling it and leaving the result is a dry run.
 */
export function migrateInstance(from: ProcessModel, to: ProcessModel, state: ProcessState, migration: Migration, context: ExecutionContext): Migrated {
  const mapper = elementMapper(from, to, migration.mapping);
  const problems = [...state.elements.values()].flatMap((instance) => mapper.problemsOf(instance, state));
  for (const join of state.joins.values()) problems.push(...mapper.problemsOfJoin(join));
  for (const entry of state.compensations) problems.push(...mapper.problemsOfCompensation(entry));
  if (problems.length > 0) return { kind: 'refused', problems };
  const closing = new Run(from, state, context, new Set());
  for (const { key } of state.elements.values()) closeSubscriptions(closing, key, (event) => mapper.indexOf(event) < 0);
  const run = new Run(to, moved(closing.result(), mapper), context, new Set());
  const { mapping, reason, actor } = migration;
  run.emit({ type: 'InstanceMigrated', processId: to.processId, versionTag: to.versionTag, mapping, reason, actor });
  for (const event of closing.events) run.emit(event);
  closing.discard();
  const kept = new Set(from.elements.map((element) => mapper.indexOf(element.index)));
  for (const { key } of [...run.elements.values()]) openMissing(run, key, (event) => !kept.has(event));
  return settle(run);
}

/** The events around a live element that were not there in the old version. */
function openMissing(run: Run, key: string, isNew: (event: number) => boolean): void {
  const instance = run.find(key);
  if (instance === undefined || instance.phase === 'mapping' || instance.phase === 'arming') return;
  const open = new Set([...(instance.timers ?? []), ...(instance.subscriptions ?? []), ...(instance.conditions ?? [])].map((each) => each.event));
  const armed = instance.isInterrupted === true ? run.elementOf(instance).boundaryEvents : armedEventsOf(run, instance, run.elementOf(instance));
  const failure = openSubscriptions(run, instance, armed.filter((index) => !open.has(index) && isNew(index)));
  if (isFailure(failure)) raiseIncident(run, key, failure);
}

function moved(state: ProcessState, mapper: ElementMapper): ProcessState {
  const joins = [...state.joins.values()].map((join) => mapper.join(join));
  return {
    ...state,
    elements: new VersionedMap([...state.elements.values()].map((instance) => [instance.key, movedInstance(instance, mapper)] as const)),
    variables: new VersionedMap(state.variables),
    owners: new VersionedMap(state.owners),
    joins: new Map(joins.map((join): [string, JoinTokens] => [joinId(join.scope, join.element), join])),
    compensations: state.compensations.map((entry) => movedEntry(entry, mapper)),
    terminateAfter: state.terminateAfter.map((element) => mapper.indexOf(element)).filter((element) => element >= 0),
  };
}

function movedInstance(instance: Readonly<ElementInstance>, mapper: ElementMapper): ElementInstance {
  const { timers, subscriptions, conditions, caught, compensating, awaiting, entries, chosenFlow } = instance;
  const events = <Open extends { readonly event: number }>(open: readonly Open[]): readonly Open[] => open.map((each) => ({ ...each, event: mapper.indexOf(each.event) }));
  return {
    ...instance,
    element: mapper.indexOf(instance.element),
    ...(timers !== undefined && { timers: events(timers) }),
    ...(subscriptions !== undefined && { subscriptions: events(subscriptions) }),
    ...(conditions !== undefined && { conditions: events(conditions) }),
    ...(caught !== undefined && { caught: events(caught) }),
    ...(compensating !== undefined && { compensating: compensating.map((each) => ({ ...each, handler: mapper.indexOf(each.handler), ...(each.nested !== undefined && { nested: each.nested.map((entry) => movedEntry(entry, mapper)) }) })) }),
    ...(awaiting !== undefined && { awaiting: awaiting.map((element) => mapper.indexOf(element)).filter((element) => element >= 0) }),
    ...(entries !== undefined && { entries: entries.map((entry) => movedWay(entry, mapper)) }),
    ...(chosenFlow !== undefined && { chosenFlow: mapper.flowOf(chosenFlow) }),
  };
}

function movedWay(entry: Entry, mapper: ElementMapper): Entry {
  const scopes = entry.scopes?.map((each) => ({ ...each, element: mapper.indexOf(each.element) }));
  return { ...entry, path: entry.path.map((element) => mapper.indexOf(element)), ...(scopes !== undefined && { scopes }) };
}

function movedEntry(entry: CompensationEntry, mapper: ElementMapper): CompensationEntry {
  return {
    ...entry,
    element: mapper.indexOf(entry.element),
    handler: entry.handler < 0 ? -1 : mapper.indexOf(entry.handler),
    nested: entry.nested.map((inner) => movedEntry(inner, mapper)),
  };
}
