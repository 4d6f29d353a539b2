import type { JsonValue, MigrationOutcome, Outcome, OwnedKind, ProcessRunner, Reasoned } from '@vanthu/engine';
import { VanthuError, type AddItem, type Key, type MigrateInstance, type MigratedInstance, type Person, type RemoveItem, type RestartInstance, type SendBackTask, type WithdrawStep } from '@vanthu/model';
import type { AuditFact, AuditLog, DocumentProcesses, InstanceView, ProcessQueries } from '@vanthu/persistence';
import type { UnitTree } from '../runtime/unit-tree.js';
import { accepted, refusalOf } from './engine-refusals.js';
import { looksAfter } from './units-looked-after.js';

export interface InstanceDeskServices {
  readonly runner: ProcessRunner;
  readonly queries: ProcessQueries;
  readonly processes: DocumentProcesses;
  readonly audit: AuditLog;
  readonly units: UnitTree;
}

type Facts = NonNullable<AuditFact['facts']>;

/** An instance that the person looks after, and the document it is about. */
interface Case {
  readonly instance: InstanceView;
  readonly documentId: Key | null;
}

const simpleActs = { suspend: 'instance.suspended', resume: 'instance.resumed', cancel: 'instance.canceled' } as const;

/**
 * What operators do to process instances of the units they look after. Every act is in the audit log with who and why.
 * All throw VanthuError NOT_FOUND for an instance (or a task or item of it) that is not there or is another unit's, and what the engine refuses.
 */
export class InstanceDesk {
  constructor(private readonly services: InstanceDeskServices) {}

  async act(person: Person, key: Key, act: keyof typeof simpleActs, reason: string): Promise<void> {
    const found = await this.running(person, key);
    await accepted(this.services.runner[act](key, reasoned(person, reason)), 'processInstance');
    await this.record(person, found, simpleActs[act], { reason });
  }

  /** @throws VanthuError INSTANCE_RUNNING: also where the document has another running instance of the process */
  async restart(person: Person, key: Key, { startElementIds, reason }: RestartInstance): Promise<Key> {
    const found = await this.visible(person, key);
    const alike = await this.ofSameWork(found);
    if ([found.instance, ...alike].some((each) => each.status === 'active')) throw new VanthuError('INSTANCE_RUNNING');
    const startInstructions = startElementIds?.map((elementId) => ({ elementId }));
    // two who press at once have counted the same: one of them starts it
    const once = found.documentId !== null && alike.length > 0 ? { deduplicationKey: `restart:${found.documentId}:${found.instance.processId}:${alike.length}` } : {};
    const started = await this.services.runner.restart(key, { ...reasoned(person, reason), ...(startInstructions && { startInstructions }), ...once });
    if (started.kind === 'rejection') throw refusalOf(started, 'processInstance');
    if (!started.isNew) throw new VanthuError('INSTANCE_RUNNING');
    if (found.documentId !== null) await this.services.processes.link(started.instanceKey, found.documentId);
    await started.effects;
    await this.record(person, found, 'instance.restarted', { reason, startedAs: started.instanceKey, at: startElementIds?.join(' ') ?? null });
    return started.instanceKey;
  }

  /** @throws VanthuError MIGRATION_REFUSED with `extra.problems`, unless it is a dry run */
  async migrate(person: Person, key: Key, { targetDefinitionKey, mapping, dryRun, reason }: MigrateInstance): Promise<MigratedInstance> {
    const found = await this.running(person, key);
    await this.assertVersionFor(found, targetDefinitionKey);
    const outcome = await this.services.runner.migrate(key, { targetDefinitionKey, mapping, dryRun, ...reasoned(person, reason) });
    if (outcome.kind === 'rejection') throw refusalOf(outcome, 'processInstance');
    const answer = answerOf(outcome);
    if (outcome.kind === 'refused' && !dryRun) throw new VanthuError('MIGRATION_REFUSED', { count: answer.problems.length }, { problems: answer.problems });
    if (outcome.kind !== 'migrated') return answer;
    await outcome.effects;
    await this.record(person, found, 'instance.migrated', { reason, from: found.instance.definitionKey, to: targetDefinitionKey, mapping: JSON.stringify(mapping) });
    return answer;
  }

  async sendBack(person: Person, key: Key, { taskKey, targetElementId, branches, reason }: SendBackTask): Promise<void> {
    const send = () => this.services.runner.sendBack(taskKey, { targetElementId, branches, ...reasoned(person, reason) });
    await this.onPart(person, key, ['userTask', taskKey, 'task'], send, ['instance.sentBack', { reason, task: taskKey, to: targetElementId, branches }]);
  }

  async withdraw(person: Person, key: Key, { elementId, reason }: WithdrawStep): Promise<void> {
    const found = await this.running(person, key);
    await accepted(this.services.runner.withdraw(key, { elementId, ...reasoned(person, reason) }), 'processInstance');
    await this.record(person, found, 'instance.withdrawn', { reason, element: elementId });
  }

  async addItem(person: Person, key: Key, { bodyKey, item, reason }: AddItem): Promise<void> {
    const add = () => this.services.runner.addLoopItem(bodyKey, { item: item as JsonValue, ...reasoned(person, reason) });
    await this.onPart(person, key, ['scope', bodyKey, 'item'], add, ['instance.itemAdded', { reason, body: bodyKey }]);
  }

  async removeItem(person: Person, key: Key, { itemKey, bodyKey, position, reason }: RemoveItem): Promise<void> {
    const elementInstanceKey = itemKey ?? bodyKey ?? '';
    const remove = () => this.services.runner.removeLoopItem(elementInstanceKey, { ...(position !== undefined && { position }), ...reasoned(person, reason) });
    await this.onPart(person, key, ['scope', elementInstanceKey, 'item'], remove, ['instance.itemRemoved', { reason, element: elementInstanceKey, position: position ?? null }]);
  }

  /** Acts on a task or element that must be the instance's own: keys of other instances are not known here. */
  private async onPart(person: Person, key: Key, [kind, partKey, what]: [OwnedKind, Key, string], act: () => Promise<Outcome>, [action, facts]: [string, Facts]): Promise<void> {
    const found = await this.running(person, key);
    if ((await this.services.runner.store.instanceOf(kind, partKey)) !== key) throw new VanthuError('NOT_FOUND', { what });
    await accepted(act(), what);
    await this.record(person, found, action, facts);
  }

  private async visible(person: Person, key: Key): Promise<Case> {
    const { queries, processes, units } = this.services;
    const instance = await queries.instance(key);
    if (!instance || !looksAfter(person, instance.orgUnitId, units)) throw new VanthuError('NOT_FOUND', { what: 'processInstance' });
    return { instance, documentId: await processes.documentOf(key) };
  }

  private async running(person: Person, key: Key): Promise<Case> {
    const found = await this.visible(person, key);
    if (found.instance.status !== 'active') throw new VanthuError('INSTANCE_ENDED');
    return found;
  }

  /** Instances of the process about the document, itself included: two at a time would do the work twice. None for called ones, which may run several times. */
  private async ofSameWork({ instance, documentId }: Case): Promise<readonly InstanceView[]> {
    if (documentId === null || instance.parentInstanceKey !== null) return [];
    const { queries, processes } = this.services;
    const all = await Promise.all((await processes.instancesOf(documentId)).map((each) => queries.instance(each)));
    return all.filter((each) => each !== null && each.processId === instance.processId) as readonly InstanceView[];
  }

  /** A version that the unit may use; work on a document stays in its process, whose variants were checked. */
  private async assertVersionFor({ instance, documentId }: Case, definitionKey: Key): Promise<void> {
    const { runner, units } = this.services;
    const target = await runner.definitions.current(definitionKey);
    const isOurs = target !== null && units.tenantChain(instance.orgUnitId).includes(target.tenantId);
    if (!isOurs || (documentId !== null && target.id !== instance.processId)) throw new VanthuError('NOT_FOUND', { what: 'processVersion' });
  }

  private record({ username }: Person, { instance, documentId }: Case, action: string, facts: Facts): Promise<void> {
    return this.services.audit.append({ actor: username, action, documentId, facts: { instance: instance.instanceKey, ...facts } });
  }
}

function reasoned({ username }: Person, reason: string): Reasoned {
  return { reason, actor: { username } };
}

function answerOf(outcome: Exclude<MigrationOutcome, { kind: 'rejection' }>): MigratedInstance {
  const { report } = outcome;
  const problems = outcome.kind === 'refused' ? outcome.problems.map(({ elementId, code, reason, reasonVi }) => ({ elementId, code, reason: { vi: reasonVi, en: reason } })) : [];
  return {
    outcome: outcome.kind === 'refused' ? 'impossible' : outcome.kind,
    report: report && { from: report.from, to: report.to, elements: [...report.elements], closed: [...report.closed], opened: [...report.opened] },
    problems,
  };
}
