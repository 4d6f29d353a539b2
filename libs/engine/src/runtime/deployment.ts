import { parseDecisions } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import { compileProcesses } from '../compile/compile-processes.js';
import type { ProcessModel } from '../compile/process-model.js';
import type { Clock } from './clock.js';
import type { Definitions } from './definitions.js';
import { BASE_TENANT, OUTBOX_GRACE_MS, type OutboxCommand, type ProcessStore, type StartSubscription, type StoredDefinition } from './process-store.js';
import type { StartTimers } from './start-timers.js';

/** A file to deploy: `.bpmn`, `.dmn`, or a form as JSON. */
export interface DeployedResource {
  readonly name: string;
  readonly content: string;
  /** The unit whose variant it is; absent: the base. */
  readonly tenantId?: string;
  /** epoch ms from which new instances use it; absent: now */
  readonly effectiveFrom?: number;
}

export interface DeployedDefinition extends Omit<StoredDefinition, 'content'> {
  /** False when this very content is deployed already: nothing was added. */
  readonly isNew: boolean;
}

export interface DeploymentProblem {
  readonly resourceName: string;
  readonly elementId: string | null;
  readonly code: string;
  readonly reason: string;
  readonly reasonVi: string;
}

export type Deployment =
  | { readonly kind: 'deployed'; readonly deploymentKey: Key; readonly definitions: readonly DeployedDefinition[] }
  | { readonly kind: 'refused'; readonly problems: readonly DeploymentProblem[] };

export interface DeploymentOptions {
  /** Ids that this deployment may not use: they belong to others. */
  readonly isReserved?: (definition: Pick<StoredDefinition, 'kind' | 'id'>) => boolean;
}

interface Read {
  readonly resource: DeployedResource;
  readonly kind: StoredDefinition['kind'];
  readonly id: string;
  readonly name: string;
  readonly versionTag: string | null;
  readonly model: ProcessModel | null;
}

/** All resources or none. */
export class Deployer {
  constructor(
    private readonly store: ProcessStore,
    private readonly clock: Clock,
    private readonly definitions: Definitions,
    private readonly nextKey: () => Key,
    private readonly timers: StartTimers,
    /** What follows from the deployment and can be done right away; it is in the outbox. */
    private readonly onOffers: (commands: readonly OutboxCommand[]) => void,
  ) {}

  async deploy(resources: readonly DeployedResource[], { isReserved = () => false }: DeploymentOptions = {}): Promise<Deployment> {
    const results = await Promise.all(resources.map(readResource));
    const read = results.flatMap((each) => (each.ok ? each.read : []));
    const problems = [...results.flatMap((each) => (each.ok ? [] : each.problems)), ...repeated(read), ...reserved(read, isReserved), ...read.flatMap((each) => this.timers.problemsOf(each.resource.name, each.model))];
    if (problems.length > 0) return { kind: 'refused', problems };
    for (let attempt = 1; attempt <= 5; attempt++) {
      const deployment = await this.save(read);
      if (deployment) return deployment;
    }
    throw new Error('Others keep deploying the same processes at the same time. Try again.');
  }

  /** Null when another deployment took one of the versions meanwhile. */
  private async save(read: readonly Read[]): Promise<Deployment | null> {
    const deploymentKey = this.nextKey();
    const entries = await Promise.all(read.map((each) => this.entryOf(each, deploymentKey)));
    const added = entries.filter((each) => each.isNew);
    if (added.length > 0) {
      const outbox = added.flatMap((each) => this.offersFor(each));
      const saved = await this.store.saveDeployment(added.map((each) => each.definition), { starts: added.flatMap(startsOf), timers: added.flatMap((each) => this.timers.of(each.definition, each.model)), outbox });
      this.definitions.forgetLatest();
      if (saved === 'conflict') return null;
      this.onOffers(outbox.filter((each) => each.availableAt <= this.clock.now() + OUTBOX_GRACE_MS).map((each) => each.command));
    }
    const definitions = entries.map(({ definition: { content: _, ...definition }, isNew }) => ({ ...definition, isNew }));
    return { kind: 'deployed', deploymentKey: added.length > 0 ? deploymentKey : (entries[0]?.definition.deploymentKey ?? deploymentKey), definitions };
  }

  /** Kept messages are for processes that are deployed later as well. */
  private offersFor(entry: Entry): { readonly command: OutboxCommand; readonly availableAt: number }[] {
    if (!startsOf(entry).some((each) => each.kind === 'message')) return [];
    const { key, effectiveFrom } = entry.definition;
    return [{ command: { key: this.nextKey(), type: 'OfferMessages', definitionKey: key }, availableAt: Math.max(effectiveFrom, this.clock.now()) + OUTBOX_GRACE_MS }];
  }

  private async entryOf({ resource, kind, id, name, versionTag, model }: Read, deploymentKey: Key) {
    const tenantId = resource.tenantId ?? BASE_TENANT;
    const before = await this.store.newestDefinition(kind, id, tenantId);
    if (before?.content === resource.content && before.deletedAt === null && (resource.effectiveFrom === undefined || resource.effectiveFrom >= before.effectiveFrom)) return { definition: before, isNew: false, model };
    const now = this.clock.now();
    const definition: StoredDefinition = {
      key: this.nextKey(),
      deploymentKey,
      kind,
      id,
      tenantId,
      version: (before?.version ?? 0) + 1,
      versionTag,
      name,
      resourceName: resource.name,
      content: resource.content,
      effectiveFrom: resource.effectiveFrom ?? now,
      createdAt: now,
      deletedAt: null,
    };
    return { definition, isNew: true, model };
  }
}

interface Entry {
  readonly definition: StoredDefinition;
  readonly model: ProcessModel | null;
}

function startsOf({ definition, model }: Entry): readonly StartSubscription[] {
  const place = { definitionKey: definition.key, processId: definition.id, tenantId: definition.tenantId };
  const starts = (model?.startEvents ?? []).flatMap(({ kind, elementId, messageName, signalName }): StartSubscription[] => {
    const eventName = kind === 'message' ? messageName : kind === 'signal' ? signalName : undefined;
    return eventName === undefined ? [] : [{ ...place, elementId, kind: kind as StartSubscription['kind'], eventName }];
  });
  return [...new Map(starts.map((each) => [`${each.elementId}\n${each.kind}\n${each.eventName}`, each])).values()];
}

type ReadResult = { readonly ok: true; readonly read: readonly Read[] } | { readonly ok: false; readonly problems: readonly DeploymentProblem[] };

function readResource(resource: DeployedResource): Promise<ReadResult> {
  if (/\.(bpmn|bpmn20\.xml)$/i.test(resource.name)) return readProcesses(resource);
  if (/\.dmn$/i.test(resource.name)) return readDecisions(resource);
  if (/\.(form|json)$/i.test(resource.name)) return Promise.resolve(readForm(resource));
  return Promise.resolve(refused(resource, 'RESOURCE_UNKNOWN', 'Only .bpmn, .dmn and form files (.form, .json) can be deployed.', 'Chỉ triển khai được tệp .bpmn, .dmn và biểu mẫu (.form, .json).'));
}

async function readProcesses(resource: DeployedResource): Promise<ReadResult> {
  const result = await compileProcesses(resource.content);
  if (!result.ok) return { ok: false, problems: result.problems.map((each) => ({ ...each, resourceName: resource.name })) };
  const read = result.processes.map((model) => ({ resource, kind: 'process' as const, id: model.processId, name: model.name === '' ? model.processId : model.name, versionTag: model.versionTag, model }));
  return { ok: true, read };
}

async function readDecisions(resource: DeployedResource): Promise<ReadResult> {
  const model = await parseDecisions(resource.content);
  if (!('kind' in model)) {
    return { ok: false, problems: model.map((each) => ({ resourceName: resource.name, elementId: each.elementId ?? null, code: each.code, reason: each.message, reasonVi: each.message })) };
  }
  const read = model.decisions.map(({ id, name }) => ({ resource, kind: 'decision' as const, id, name, versionTag: null, model: null }));
  const graph = { resource, kind: 'drg' as const, id: model.id === '' ? resource.name : model.id, name: model.name === '' ? resource.name : model.name, versionTag: null, model: null };
  return { ok: true, read: [...read, graph] };
}

function readForm(resource: DeployedResource): ReadResult {
  const form = parseJson(resource.content);
  if (typeof form !== 'object' || form === null || !('id' in form) || typeof form.id !== 'string' || form.id === '') {
    return refused(resource, 'FORM_INVALID', 'A form is a JSON object with an "id".', 'Biểu mẫu phải là JSON có "id".');
  }
  return { ok: true, read: [{ resource, kind: 'form', id: form.id, name: form.id, versionTag: null, model: null }] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(resource: DeployedResource, code: string, reason: string, reasonVi: string): ReadResult {
  return { ok: false, problems: [{ resourceName: resource.name, elementId: null, code, reason, reasonVi }] };
}

function reserved(read: readonly Read[], isReserved: NonNullable<DeploymentOptions['isReserved']>): readonly DeploymentProblem[] {
  return read.filter(isReserved).map(({ resource, kind, id }) => ({
    resourceName: resource.name,
    elementId: id,
    code: 'ID_RESERVED',
    reason: `The ${kind} "${id}" belongs to this server's own work. Use another id.`,
    reasonVi: `"${id}" thuộc phần việc riêng của máy chủ này. Hãy dùng mã khác.`,
  }));
}

function repeated(read: readonly Read[]): readonly DeploymentProblem[] {
  const seen = new Set<string>();
  return read.flatMap(({ resource, kind, id }) => {
    const name = `${kind} ${id} ${resource.tenantId ?? ''}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ resourceName: resource.name, elementId: id, code: 'ID_REPEATED', reason: `Another file of this deployment holds the ${kind} "${id}" too.`, reasonVi: `Một tệp khác trong lần triển khai này cũng có "${id}".` }];
  });
}
