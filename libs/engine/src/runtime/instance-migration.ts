import type { Key } from '@vanthu/model';
import type { Actor } from '../execution/command.js';
import { migrateInstance } from '../execution/migration.js';
import type { MigrationProblem } from '../execution/migration-mapping.js';
import { reject } from '../execution/rejection.js';
import type { Definitions } from './definitions.js';
import type { Act, InstanceExecutor } from './instance-executor.js';
import { movedElements } from './moved-elements.js';
import { refuse, type Refused } from './outcome.js';
import type { StoredDefinition } from './process-store.js';

export interface MigrateInstance {
  readonly targetDefinitionKey: Key;
  /** Old element ids to new ones; an element that is not named keeps its id. */
  readonly mapping?: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly actor: Actor;
  /** Only look whether it is possible. */
  readonly dryRun?: boolean;
}

export interface MigrationReport {
  readonly instanceKey: Key;
  readonly from: Version;
  readonly to: Version;
  /** Everything that lives, with its element before and after. */
  readonly elements: readonly { readonly elementInstanceKey: Key; readonly from: string; readonly to: string }[];
  /** Events around living elements that are no longer waited for, and those that are from now on, by element id. */
  readonly closed: readonly string[];
  readonly opened: readonly string[];
}

export interface Version {
  readonly definitionKey: Key;
  readonly processId: string;
  readonly version: number;
}

export type MigrationOutcome =
  | { readonly kind: 'migrated'; readonly report: MigrationReport; readonly effects: Promise<void> }
  /** Of a dry run. */
  | { readonly kind: 'possible'; readonly report: MigrationReport }
  | { readonly kind: 'refused'; readonly report: MigrationReport | null; readonly problems: readonly MigrationProblem[] }
  | Refused;

type Prepared = { readonly kind: 'ready'; readonly report: MigrationReport; readonly act: Act; readonly problems: () => readonly MigrationProblem[] } | Extract<MigrationOutcome, { kind: 'refused' | 'rejection' }>;

/** Rehearses the migration: what it would do, or why it cannot be; and the act that does it. */
export async function instanceMigration(instances: InstanceExecutor, definitions: Definitions, instanceKey: Key, request: MigrateInstance): Promise<Prepared> {
  const definition = await definitions.current(request.targetDefinitionKey);
  const model = definition?.kind === 'process' && definition.deletedAt === null ? await definitions.model(definition.key) : null;
  if (!definition || !model) return refuse('DEFINITION_NOT_FOUND', `There is no process ${request.targetDefinitionKey} to migrate to.`);
  const { mapping = {}, reason, actor } = request;
  let problems: readonly MigrationProblem[] = [];
  const act: Act = {
    start: null,
    target: { definitionKey: definition.key, model },
    run: (from, state, context) => {
      if (state === null) return reject('INSTANCE_ENDED', 'The instance has ended.');
      const migrated = migrateInstance(from, model, state, { mapping, reason, actor }, context);
      problems = migrated.kind === 'refused' ? migrated.problems : [];
      return migrated.kind === 'refused' ? reject('INVALID_ARGUMENT', 'The instance cannot be migrated.') : migrated;
    },
  };
  const live = await instances.peek(instanceKey);
  const rehearsed = live && (await instances.rehearse(instanceKey, act));
  const source = live && (await definitions.definition(live.definitionKey));
  if (!rehearsed || !source) return refuse('NOT_FOUND', `Process instance ${instanceKey} does not live (any more).`);
  const { before, result } = rehearsed;
  if (result.kind === 'rejection') return problems.length > 0 ? { kind: 'refused', report: null, problems } : result;
  const after = new Map(result.state ? movedElements(model, result.state).map((each) => [each.elementInstanceKey, each]) : []);
  const elements = movedElements(live.model, before).map((each) => ({ elementInstanceKey: each.elementInstanceKey, from: each.elementId, to: after.get(each.elementInstanceKey)?.elementId ?? '' }));
  const opened = result.events.flatMap((each) => (each.type === 'TimerScheduled' || each.type === 'MessageSubscriptionOpened' || each.type === 'SignalSubscriptionOpened' ? [each.elementId] : []));
  const report: MigrationReport = { instanceKey, from: versionOf(source), to: versionOf(definition), elements, opened, closed: closedEvents(live.model, before, result.events) };
  return { kind: 'ready', report, act, problems: () => problems };
}

function versionOf({ key, id, version }: StoredDefinition): Version {
  return { definitionKey: key, processId: id, version };
}

function closedEvents(model: Parameters<typeof movedElements>[0], before: Parameters<typeof movedElements>[1], events: readonly { readonly type: string; readonly timerKey?: Key; readonly subscriptionKey?: Key }[]): readonly string[] {
  const ids = new Map(movedElements(model, before).flatMap((each) => [...each.timers, ...each.messageSubscriptions, ...each.signalSubscriptions]).map((each) => [each.key, each.elementId]));
  return events.flatMap((each) => (each.type === 'TimerCanceled' || each.type.endsWith('SubscriptionClosed') ? [ids.get(each.timerKey ?? each.subscriptionKey ?? '') ?? ''] : []));
}
