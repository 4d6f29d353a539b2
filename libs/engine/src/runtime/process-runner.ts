import type { Key } from '@vanthu/model';
import type { Actor, Command, CompleteJob, FailJob, ThrowJobError, UpdateUserTask } from '../execution/command.js';
import type { DecisionEvaluator, WorkingCalendar } from '../execution/context.js';
import type { JsonObject } from '../execution/json.js';
import { rejectOversized } from '../execution/rejection.js';
import { localVariables, variablesAt } from '../execution/variables.js';
import type { Clock } from './clock.js';
import { Decisions } from './decisions.js';
import { Definitions } from './definitions.js';
import { Deployer, type DeployedResource, type Deployment } from './deployment.js';
import type { Executor } from './executor.js';
import { InstanceExecutor, type Ties } from './instance-executor.js';
import { KeyGenerator } from './key-generator.js';
import { MessageCorrelator, type Correlation } from './message-correlator.js';
import { OutboxExecutor } from './outbox-executor.js';
import { refuse, type Outcome, type Refused } from './outcome.js';
import { BASE_TENANT, type CommitMember, type NewMessage, type ProcessStore, type StoredDefinition } from './process-store.js';
import { Sweeper } from './sweeper.js';

export interface RunnerOptions {
  /** IANA name; default Asia/Ho_Chi_Minh. */
  readonly zone?: string;
  /** Default: every day is a working day. */
  readonly calendar?: WorkingCalendar;
  /** The tenants whose variants a unit uses, nearest first; BASE_TENANT last. Default: the base only. */
  readonly tenantChain?: (orgUnitId: string | null) => readonly string[];
  /** Instead of the deployed decisions. */
  readonly decisions?: DecisionEvaluator;
  readonly stepBudget?: number;
  /** States kept in memory, in bytes of their snapshots; default 0: every command reads its instance. */
  readonly cacheBytes?: number;
  /** 0 to 1023, of no other running process; default: the store allocates one. */
  readonly node?: number;
  /** How often to look for what a lost process left behind; default 1,000. */
  readonly sweepMs?: number;
  /** Failures of work that nobody waits for; default: written to the console. */
  readonly onError?: (error: unknown, what: string) => void;
}

export interface NewInstance {
  readonly processId?: string;
  /** Instead of `processId`: exactly this version. */
  readonly definitionKey?: Key;
  readonly orgUnitId?: string | null;
  readonly variables?: JsonObject;
  readonly businessKey?: string;
  /** The start event; absent: the plain one. */
  readonly startElementId?: string;
  /** The same key again starts nothing and answers with the instance it started. */
  readonly deduplicationKey?: string;
  readonly actor: Actor;
}

export type Started = { readonly kind: 'started'; readonly instanceKey: Key; readonly isNew: boolean; readonly effects: Promise<void> } | Refused;

export interface PublishMessage {
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables?: JsonObject;
  /** How long it waits for a subscription to come; default 0. */
  readonly timeToLiveMs?: number;
  readonly messageId?: string;
  /** Whose variants its start events are looked for in. */
  readonly orgUnitId?: string | null;
}

export type Published = { readonly kind: 'published'; readonly messageKey: Key; readonly correlations: readonly Correlation[] } | Refused;

/** What is told of every command that was committed in this process. */
export type CommitListener = (member: CommitMember) => void;

/**
 * Runs processes on a store. What a method has answered is on disk; what is not committed has not happened. Any number of runners
 * may share a database. Call `start` before use and `stop` at the end.
 */
export class ProcessRunner implements Executor {
  readonly definitions: Definitions;
  private readonly tenantChain: (orgUnitId: string | null) => readonly string[];
  private readonly instances: InstanceExecutor;
  private readonly correlator: MessageCorrelator;
  private readonly outbox: OutboxExecutor;
  private readonly deployer: Deployer;
  private readonly sweeper: Sweeper;
  private readonly listeners = new Set<CommitListener>();
  private readonly following = new Set<Promise<void>>();
  private readonly onError: (error: unknown, what: string) => void;
  private keys: KeyGenerator | null = null;
  private ready: Promise<void> | null = null;
  private isStopped = false;

  constructor(
    readonly store: ProcessStore,
    readonly clock: Clock,
    private readonly options: RunnerOptions = {},
  ) {
    this.tenantChain = options.tenantChain ?? (() => [BASE_TENANT]);
    this.onError = options.onError ?? ((error, what) => console.error(`process runner: ${what}:`, error));
    this.definitions = new Definitions(store, clock);
    const executorOptions = {
      zone: options.zone ?? 'Asia/Ho_Chi_Minh',
      calendar: options.calendar ?? everyDay,
      cacheBytes: options.cacheBytes ?? 0,
      ...(options.decisions && { decisions: options.decisions }),
      ...(options.stepBudget !== undefined && { stepBudget: options.stepBudget }),
    };
    this.instances = new InstanceExecutor(store, clock, this.definitions, new Decisions(this.definitions, this.tenantChain), this.newKey, executorOptions);
    this.correlator = new MessageCorrelator(store, this.definitions, this, this.tenantChain, this.newKey);
    this.outbox = new OutboxExecutor(store, this.definitions, this, this.correlator, this.tenantChain);
    this.deployer = new Deployer(store, clock, this.definitions, this.newKey);
    this.sweeper = new Sweeper(store, clock, this.outbox, this.correlator, options.sweepMs ?? 1_000, this.onError);
  }

  /** Takes a node number and begins to look for what lost processes left behind. */
  async start(): Promise<void> {
    await this.begin();
    this.sweeper.start();
  }

  /** Refuses new commands, ends what was begun, and leaves nothing behind that keeps the process alive. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.sweeper.stop();
    await this.instances.idle();
    while (this.following.size > 0) await Promise.all(this.following);
  }

  /** One round of looking for what lost processes left behind; `start` does it by itself. */
  async sweep(): Promise<void> {
    await this.begin();
    await this.sweeper.sweep();
  }

  /** A new key, ascending with time; after `start`. */
  readonly newKey = (): Key => {
    if (!this.keys) throw new Error('The process runner has not been started.');
    return this.keys.next();
  };

  /** Told right after each commit of this process, synchronously. Returns how to stop it. */
  onCommitted(listener: CommitListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async deploy(resources: readonly DeployedResource[]): Promise<Deployment> {
    await this.begin();
    return this.deployer.deploy(resources);
  }

  /** The newest effective version for a unit: of the nearest unit upwards that has one. */
  findLatest(kind: StoredDefinition['kind'], id: string, orgUnitId: string | null): Promise<StoredDefinition | null> {
    return this.definitions.findLatest(kind, id, this.tenantChain(orgUnitId));
  }

  async startInstance(request: NewInstance): Promise<Started> {
    await this.begin();
    const definition = await this.definitionFor(request);
    if (definition?.kind !== 'process') return refuse('DEFINITION_NOT_FOUND', `No process ${request.processId ?? request.definitionKey ?? ''} is deployed for this unit.`);
    const { startElementId, businessKey, orgUnitId, deduplicationKey, actor } = request;
    const instanceKey = this.newKey();
    const command: Command = {
      type: 'StartInstance',
      instanceKey,
      variables: request.variables ?? {},
      ...(startElementId !== undefined && { startElementId }),
      ...(businessKey !== undefined && { businessKey }),
      ...(typeof orgUnitId === 'string' && { orgUnitId }),
      actor,
    };
    const outcome = await this.execute(instanceKey, command, deduplicationKey === undefined ? {} : { deduplicationKey }, definition.key);
    if (outcome.kind === 'done') return { kind: 'started', instanceKey, isNew: true, effects: outcome.effects };
    const earlier = outcome.code === 'DUPLICATE' && deduplicationKey !== undefined ? await this.store.deduplicated(deduplicationKey) : null;
    return earlier === null ? outcome : { kind: 'started', instanceKey: earlier, isNew: false, effects: Promise.resolve() };
  }

  /** Rejects when the database fails: nothing of the command is written then. */
  async execute(instanceKey: Key, command: Command, ties: Ties = {}, definitionKey: Key | null = null): Promise<Outcome> {
    if (this.isStopped) return refuse('STOPPED', 'The server is shutting down. Try again in a moment.');
    await this.begin();
    const member = await this.instances.execute(instanceKey, command, ties, definitionKey);
    if ('kind' in member) return member;
    for (const listener of this.listeners) listener(member);
    const { status, hasIncident, events } = member;
    return { kind: 'done', instanceKey, status, hasIncident, events, effects: this.followUp(member) };
  }

  async completeUserTask(taskKey: Key, request: { readonly variables?: JsonObject; readonly actor: Actor }): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'CompleteUserTask', taskKey, variables: request.variables ?? {}, actor: request.actor });
  }

  /** Claims with `onlyIfFree`; null gives the task back. */
  assignUserTask(taskKey: Key, request: { readonly assignee: string | null; readonly onlyIfFree?: boolean; readonly actor: Actor }): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'AssignUserTask', taskKey, assignee: request.assignee, onlyIfFree: request.onlyIfFree ?? false, actor: request.actor });
  }

  updateUserTask(taskKey: Key, request: Omit<UpdateUserTask, 'type' | 'taskKey'>): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'UpdateUserTask', taskKey, ...request });
  }

  completeJob(jobKey: Key, variables: JsonObject = {}): Promise<Outcome> {
    const command: CompleteJob = { type: 'CompleteJob', jobKey, variables };
    return this.onOwner('job', jobKey, command);
  }

  failJob(jobKey: Key, request: Omit<FailJob, 'type' | 'jobKey'>): Promise<Outcome> {
    return this.onOwner('job', jobKey, { type: 'FailJob', jobKey, ...request });
  }

  throwJobError(jobKey: Key, request: Omit<ThrowJobError, 'type' | 'jobKey'>): Promise<Outcome> {
    return this.onOwner('job', jobKey, { type: 'ThrowJobError', jobKey, ...request });
  }

  resolveIncident(incidentKey: Key, request: { readonly retries?: number; readonly actor: Actor }): Promise<Outcome> {
    return this.onOwner('incident', incidentKey, { type: 'ResolveIncident', incidentKey, ...request });
  }

  cancel(instanceKey: Key, request: { readonly reason: string; readonly actor: Actor }): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'CancelInstance', ...request });
  }

  /** Answered once everybody who waits for it now has got it; kept for `timeToLiveMs` for those who come later. */
  async publishMessage(request: PublishMessage): Promise<Published> {
    if (this.isStopped) return refuse('STOPPED', 'The server is shutting down. Try again in a moment.');
    await this.begin();
    const { name, correlationKey = '', variables = {}, timeToLiveMs = 0, messageId = null, orgUnitId = null } = request;
    if (correlationKey.length > 255) return refuse('INVALID_ARGUMENT', 'A correlation key has at most 255 characters.');
    const oversized = rejectOversized(variables);
    if (oversized) return oversized;
    const at = this.clock.now();
    const message: NewMessage = { key: this.newKey(), name, correlationKey, messageId, expiresAt: at + timeToLiveMs, variables, orgUnitId, at };
    if (!(await this.store.saveMessage(message))) return refuse('DUPLICATE', `A message with id "${messageId ?? ''}" is kept already.`);
    const correlations = await this.correlator.correlate(message);
    await this.store.deleteOutbox(message.key);
    return { kind: 'published', messageKey: message.key, correlations };
  }

  /** What an element instance (default: the instance itself) of a living instance sees; null when it has ended. */
  async variablesAt(instanceKey: Key, elementInstanceKey: Key = instanceKey): Promise<JsonObject | null> {
    const live = await this.instances.peek(instanceKey);
    return live && live.state.elements.has(elementInstanceKey) ? variablesAt(live.model, live.state, elementInstanceKey) : null;
  }

  /** What lies at one scope itself, without what it sees from above. */
  async localVariables(instanceKey: Key, scopeKey: Key = instanceKey): Promise<JsonObject | null> {
    const live = await this.instances.peek(instanceKey);
    return live ? localVariables(live.state, scopeKey) : null;
  }

  private async onOwner(kind: 'job' | 'userTask' | 'incident', key: Key, command: Command): Promise<Outcome> {
    const instanceKey = await this.store.instanceOf(kind, key);
    return instanceKey === null ? refuse('NOT_FOUND', `${kind} ${key} is not open (any more).`) : this.execute(instanceKey, command);
  }

  private definitionFor({ definitionKey, processId, orgUnitId }: NewInstance): Promise<StoredDefinition | null> {
    if (definitionKey !== undefined) return this.definitions.definition(definitionKey);
    return processId === undefined ? Promise.resolve(null) : this.findLatest('process', processId, orgUnitId ?? null);
  }

  private followUp(member: CommitMember): Promise<void> {
    const opened = openedSubscriptions(member);
    if (member.outbox.length === 0 && opened.length === 0) return Promise.resolve();
    const work = this.carryOut(member, opened).finally(() => this.following.delete(work));
    this.following.add(work);
    return work;
  }

  private async carryOut({ outbox, instanceKey, processId, at }: CommitMember, opened: ReturnType<typeof openedSubscriptions>): Promise<void> {
    for (const command of outbox) await this.guarded(`outbox command ${command.key}`, () => this.outbox.carryOut(command));
    for (const { subscriptionKey, messageName, correlationKey } of opened) {
      await this.guarded(`subscription ${subscriptionKey}`, () => this.correlator.matchBuffered(subscriptionKey, instanceKey, processId, messageName, correlationKey, at));
    }
  }

  private async guarded(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.onError(error, what);
    }
  }

  private begin(): Promise<void> {
    this.ready ??= this.takeNode().catch((error: unknown) => {
      this.ready = null;
      throw error;
    });
    return this.ready;
  }

  private async takeNode(): Promise<void> {
    this.keys = new KeyGenerator(this.clock, this.options.node ?? (await this.store.allocateNode()));
  }
}

const everyDay: WorkingCalendar = { addWorkingDays: (from, days) => from + days * 86_400_000 };

function openedSubscriptions({ events }: CommitMember) {
  const closed = new Set(events.flatMap((each) => (each.type === 'MessageSubscriptionClosed' ? [each.subscriptionKey] : [])));
  return events.flatMap((each) => (each.type === 'MessageSubscriptionOpened' && !closed.has(each.subscriptionKey) ? [each] : []));
}
