import type { Key } from '@vanthu/model';
import type { Actor, ElementStart, StartInstance } from '../execution/command.js';
import type { JsonObject } from '../execution/json.js';
import { rejectOversized } from '../execution/rejection.js';
import { localVariables, variablesAt } from '../execution/variables.js';
import type { Clock } from './clock.js';
import type { RunnerOptions } from './command-runner.js';
import type { Completion } from './completion-watch.js';
import type { EvaluatedDecision } from './decisions.js';
import { Deployer, type DeployedResource, type Deployment, type DeploymentOptions } from './deployment.js';
import { InstanceCommands, type Reasoned } from './instance-commands.js';
import { instanceMigration, type MigrateInstance, type MigrationOutcome } from './instance-migration.js';
import type { ActivateJobs } from './job-activator.js';
import type { ActivatedJob } from './job-dispatcher.js';
import type { Correlation } from './message-correlator.js';
import { refuse, type Refused } from './outcome.js';
import type { NewMessage, ProcessStore, StartTimer, StoredDefinition, TakenJob } from './process-store.js';

export interface NewInstance {
  readonly processId?: string;
  /** Instead of `processId`: exactly this version. */
  readonly definitionKey?: Key;
  /** With `processId`: this version of the nearest unit that has it. */
  readonly version?: number;
  readonly orgUnitId?: string | null;
  readonly variables?: JsonObject;
  readonly businessKey?: string;
  /** The start event; absent: the plain one. */
  readonly startElementId?: string;
  /** Instead of a start event: elements anywhere in the process. */
  readonly startInstructions?: readonly ElementStart[];
  /** Terminates the instance as soon as one of these elements has ended. */
  readonly terminateAfter?: readonly string[];
  /** The same key again starts nothing and answers with the instance it started. */
  readonly deduplicationKey?: string;
  /** Then `completion` tells how it ended. */
  readonly awaitCompletion?: AwaitCompletion;
  readonly actor: Actor;
}

export interface AwaitCompletion {
  readonly timeoutMs: number;
  /** Only these variables; absent or empty: all. */
  readonly fetchVariables?: readonly string[];
  /** Nobody waits any more. */
  readonly signal?: AbortSignal;
}

export type Started =
  | { readonly kind: 'started'; readonly instanceKey: Key; readonly definitionKey: Key; readonly isNew: boolean; readonly effects: Promise<void>; /** With `awaitCompletion`; never rejects. */ readonly completion: Promise<Completion> | null }
  | Refused;

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
export type Correlated = { readonly kind: 'correlated'; readonly messageKey: Key; readonly correlation: Correlation } | Refused;

export interface BroadcastSignal {
  readonly name: string;
  readonly variables?: JsonObject;
  /** Reaches only instances of this unit, and starts its variants; absent or null: all instances, and the base. */
  readonly orgUnitId?: string | null;
}

export type Broadcasted = { readonly kind: 'broadcast'; readonly signalKey: Key; readonly reached: readonly Correlation[] } | Refused;

/**
 * Runs processes on a store. What a method has answered is on disk; what is not committed has not happened. Any number of runners
 * may share a database. Call `start` before use and `stop` at the end.
 */
export class ProcessRunner extends InstanceCommands {
  private readonly deployer: Deployer;

  constructor(store: ProcessStore, clock: Clock, options: RunnerOptions = {}) {
    super(store, clock, options);
    this.deployer = new Deployer(store, clock, this.definitions, this.newKey, this.startTimers, (commands) => this.carryOutLater(commands));
  }

  async deploy(resources: readonly DeployedResource[], options?: DeploymentOptions): Promise<Deployment> {
    await this.begin();
    return this.deployer.deploy(resources, options);
  }

  /** Nothing starts by this version any more; its instances go on, and the version before is the newest again. */
  async deleteDefinition(definitionKey: Key): Promise<{ readonly kind: 'deleted'; readonly definition: StoredDefinition } | Refused> {
    await this.begin();
    const definition = await this.store.definition(definitionKey);
    const isDeleted = definition?.deletedAt === null && (await this.store.deleteDefinition(definitionKey, this.clock.now(), await this.startTimers.rearmed(definition)));
    this.definitions.forgetLatest();
    return definition && isDeleted ? { kind: 'deleted', definition } : refuse('NOT_FOUND', `No definition ${definitionKey} is deployed (any more).`);
  }

  /** The newest effective version for a unit: of the nearest unit upwards that has one. */
  findLatest(kind: StoredDefinition['kind'], id: string, orgUnitId: string | null): Promise<StoredDefinition | null> {
    return this.definitions.findLatest(kind, id, this.tenantChain(orgUnitId));
  }

  async startInstance(request: NewInstance): Promise<Started> {
    await this.begin();
    const definition = await this.definitionFor(request);
    if (definition?.kind !== 'process' || definition.deletedAt !== null) {
      return refuse('DEFINITION_NOT_FOUND', `No process ${request.processId ?? request.definitionKey ?? ''} is deployed for this unit.`);
    }
    return this.startBy(definition, { ...request, type: 'StartInstance', instanceKey: this.newKey(), variables: request.variables ?? {} }, request);
  }

  /** A new instance of the version, for the unit and with the variables (unless given) of one that has ended. */
  async restart(instanceKey: Key, request: Reasoned & Pick<NewInstance, 'startInstructions' | 'variables' | 'deduplicationKey' | 'awaitCompletion'>): Promise<Started> {
    await this.begin();
    const [ended] = await this.store.instances([instanceKey]);
    if (!ended) return refuse('NOT_FOUND', `There is no process instance ${instanceKey}.`);
    if (ended.status === 'active') return refuse('INVALID_ARGUMENT', `Process instance ${instanceKey} has not ended. Cancel it first, or modify it.`);
    const definition = await this.definitions.definition(ended.definitionKey);
    if (!definition) return refuse('DEFINITION_NOT_FOUND', `The process of instance ${instanceKey} is not there any more.`);
    const { reason, actor, startInstructions } = request;
    const variables = request.variables ?? (await this.store.storedVariables(instanceKey));
    const same = { orgUnitId: ended.orgUnitId, ...(ended.businessKey !== null && { businessKey: ended.businessKey }) };
    return this.startBy(definition, { type: 'StartInstance', instanceKey: this.newKey(), variables, restartOf: { instanceKey, reason }, actor, ...same, ...(startInstructions && { startInstructions }) }, request);
  }

  /** How the instance ends, within the time: told as soon as this process ends it, within a second when another one does. Never rejects. */
  async awaitCompletion(instanceKey: Key, { timeoutMs, fetchVariables = [], signal }: AwaitCompletion): Promise<Completion> {
    const completion = await this.completions.wait(instanceKey, timeoutMs, signal);
    if (completion.kind === 'timeout' || fetchVariables.length === 0) return completion;
    const { variables } = completion;
    return { ...completion, variables: Object.fromEntries(fetchVariables.flatMap((name) => (Object.hasOwn(variables, name) ? [[name, variables[name] ?? null] as const] : []))) };
  }

  /** Moves a running instance to another version of its process, or says everything that stands against it; with `dryRun` only says so. */
  async migrate(instanceKey: Key, request: MigrateInstance): Promise<MigrationOutcome> {
    await this.begin();
    const migration = await instanceMigration(this.instances, this.definitions, instanceKey, request);
    if (migration.kind === 'rejection' || migration.kind === 'refused' || request.dryRun === true) return migration.kind === 'ready' ? { kind: 'possible', report: migration.report } : migration;
    const outcome = await this.perform(instanceKey, migration.act);
    if (outcome.kind === 'done') return { kind: 'migrated', report: migration.report, effects: outcome.effects };
    const problems = migration.problems();
    return problems.length > 0 ? { kind: 'refused', report: migration.report, problems } : outcome;
  }

  /** Answered once everybody who waits for it now has got it; kept for `timeToLiveMs` for those who come later. */
  async publishMessage(request: PublishMessage): Promise<Published> {
    const refused = this.refusedAsStopped() ?? this.instances.refusedAsOverloaded() ?? this.refusedMessage(request);
    if (refused) return refused;
    await this.begin();
    const { name, correlationKey = '', variables = {}, timeToLiveMs = 0, messageId = null, orgUnitId = null } = request;
    const at = this.clock.now();
    const message: NewMessage = { key: this.newKey(), name, correlationKey, messageId, expiresAt: at + timeToLiveMs, variables, orgUnitId, at };
    if (!(await this.store.saveMessage(message))) return refuse('DUPLICATE', `A message with id "${messageId ?? ''}" is kept already.`);
    const correlations = await this.correlator.correlate(message);
    await this.store.deleteOutbox(message.key);
    return { kind: 'published', messageKey: message.key, correlations };
  }

  /** For those who wait now: answers whom it reached first, or NOT_FOUND; it is not kept. */
  async correlateMessage(request: Omit<PublishMessage, 'timeToLiveMs' | 'messageId'>): Promise<Correlated> {
    const { name, correlationKey, variables, orgUnitId } = request;
    const published = await this.publishMessage({ name, ...(correlationKey !== undefined && { correlationKey }), ...(variables && { variables }), ...(orgUnitId !== undefined && { orgUnitId }) });
    if (published.kind === 'rejection') return published;
    const [correlation] = published.correlations;
    if (!correlation) return refuse('NOT_FOUND', `Nobody waits for message "${name}" with correlation key "${correlationKey ?? ''}".`);
    return { kind: 'correlated', messageKey: published.messageKey, correlation };
  }

  /** Answered once everybody who waits for it now has got it, each once, also when this process is lost in between. */
  async broadcastSignal({ name, variables = {}, orgUnitId = null }: BroadcastSignal): Promise<Broadcasted> {
    const refused = this.refusedAsStopped() ?? this.instances.refusedAsOverloaded() ?? rejectOversized(variables);
    if (refused) return refused;
    await this.begin();
    const signalKey = this.newKey();
    const reached = await this.signals.broadcast({ key: signalKey, name, variables, onlyOrgUnitId: orgUnitId, orgUnitId, at: this.clock.now() });
    return { kind: 'broadcast', signalKey, reached };
  }

  /** By itself, without a process: a version by its key, or the latest of an id for a unit. */
  async evaluateDecision(request: { readonly decisionKey?: Key; readonly decisionId?: string; readonly orgUnitId?: string | null; readonly variables?: JsonObject }): Promise<EvaluatedDecision | Refused> {
    const { decisionKey, decisionId = '', orgUnitId = null, variables = {} } = request;
    const definition = decisionKey === undefined ? await this.findLatest('decision', decisionId, orgUnitId) : await this.definitions.current(decisionKey);
    if (definition?.kind !== 'decision' || definition.deletedAt !== null) return refuse('DEFINITION_NOT_FOUND', `No decision ${decisionKey ?? decisionId} is deployed for this unit.`);
    return rejectOversized(variables) ?? this.decisions.evaluate(definition, variables, { now: this.clock.now(), zone: this.zone });
  }

  /** Takes jobs for a worker outside; waits for the first one at most `longPollMs`. Rejects when the database fails. */
  activateJobs(request: ActivateJobs): Promise<readonly ActivatedJob[]> {
    return this.activator.activate(request);
  }

  /** Gives back jobs that were taken for a client that is gone. */
  releaseJobs(jobs: readonly TakenJob[], worker: string): Promise<void> {
    return this.activator.release(jobs, worker);
  }

  /** A timer start event that is due; the scheduler calls it. */
  async fireStartTimer(timer: StartTimer): Promise<void> {
    await this.begin();
    await this.startTimers.fire(timer);
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

  protected visibleVariables(instanceKey: Key, scopeKey: Key): Promise<JsonObject | null> {
    return this.variablesAt(instanceKey, scopeKey);
  }

  private async startBy(definition: StoredDefinition, start: Omit<StartInstance, 'orgUnitId'> & { readonly orgUnitId?: string | null }, request: Pick<NewInstance, 'deduplicationKey' | 'awaitCompletion'>): Promise<Started> {
    const { instanceKey, variables, startElementId, startInstructions, terminateAfter, restartOf, businessKey, orgUnitId, actor } = start;
    const { deduplicationKey, awaitCompletion } = request;
    const command: StartInstance = {
      type: 'StartInstance',
      instanceKey,
      variables,
      ...(startElementId !== undefined && { startElementId }),
      ...(startInstructions !== undefined && { startInstructions }),
      ...(terminateAfter !== undefined && { terminateAfter }),
      ...(restartOf !== undefined && { restartOf }),
      ...(businessKey !== undefined && { businessKey }),
      ...(typeof orgUnitId === 'string' && { orgUnitId }),
      actor,
    };
    const abort = new AbortController();
    const completion = awaitCompletion ? this.awaitCompletion(instanceKey, { ...awaitCompletion, signal: awaitCompletion.signal ? AbortSignal.any([awaitCompletion.signal, abort.signal]) : abort.signal }) : null;
    const outcome = await this.execute(instanceKey, command, deduplicationKey === undefined ? {} : { deduplicationKey }, definition.key).catch((error: unknown) => {
      abort.abort();
      throw error;
    });
    if (outcome.kind === 'done') return { kind: 'started', instanceKey, definitionKey: definition.key, isNew: true, effects: outcome.effects, completion };
    abort.abort();
    const earlier = outcome.code === 'DUPLICATE' && deduplicationKey !== undefined ? await this.store.deduplicated(deduplicationKey) : null;
    if (earlier === null) return outcome;
    return { kind: 'started', instanceKey: earlier, definitionKey: definition.key, isNew: false, effects: Promise.resolve(), completion: awaitCompletion ? this.awaitCompletion(earlier, awaitCompletion) : null };
  }

  private async definitionFor({ definitionKey, processId, version, orgUnitId }: NewInstance): Promise<StoredDefinition | null> {
    if (definitionKey !== undefined) return this.definitions.current(definitionKey);
    if (processId === undefined) return null;
    return version === undefined ? this.findLatest('process', processId, orgUnitId ?? null) : this.store.definitionByVersion('process', processId, version, this.tenantChain(orgUnitId ?? null));
  }

  private refusedMessage({ correlationKey = '', variables = {} }: PublishMessage): Refused | null {
    if (correlationKey.length > 255) return refuse('INVALID_ARGUMENT', 'A correlation key has at most 255 characters.');
    return rejectOversized(variables) ?? null;
  }
}
