import type { Key } from '@vanthu/model';
import { advance, type Advanced } from '../execution/advance.js';
import type { Command, Rejection, StartInstance } from '../execution/command.js';
import type { DecisionEvaluator, ExecutionContext, WorkingCalendar } from '../execution/context.js';
import type { ProcessState } from '../execution/process-state.js';
import { restore, snapshotOf } from '../execution/snapshot.js';
import type { ProcessModel } from '../compile/process-model.js';
import type { Clock } from './clock.js';
import { CommitQueue } from './commit-queue.js';
import { DecisionLookup, type DecisionPlace, type Decisions } from './decisions.js';
import type { Definitions } from './definitions.js';
import { Lanes } from './lanes.js';
import { movedElements } from './moved-elements.js';
import { outboxCommands, originOf } from './outbox-commands.js';
import { refuse, type Refused } from './outcome.js';
import type { CommitMember, ConsumedStartTimer, ProcessStore } from './process-store.js';
import { StateCache } from './state-cache.js';

/** What a command is tied to: committed with it, or not at all. */
export interface Ties {
  /** Follows from something that was accepted before: not refused because others wait. */
  readonly isFollowUp?: boolean;
  readonly consumedStartTimer?: ConsumedStartTimer;
  readonly consumedOutboxKey?: Key;
  readonly consumedMessage?: CommitMember['consumedMessage'];
  readonly deduplicationKey?: string;
}

export interface ExecutorOptions {
  readonly zone: string;
  readonly calendar: WorkingCalendar;
  /** Instead of the deployed ones. */
  readonly decisions?: DecisionEvaluator;
  readonly stepBudget?: number;
  readonly cacheBytes: number;
  /** Commands under way at a time; more are refused. */
  readonly maxWaiting: number;
}

/** The act of running one command. */
export function actOf(command: Command): Act {
  return { start: command.type === 'StartInstance' ? command : null, run: (model, state, context) => advance(model, state, command, context) };
}

/** One act on an instance: a command, or a migration. Pure, as it may be run again. */
export interface Act {
  readonly start: StartInstance | null;
  run(model: ProcessModel, state: ProcessState | null, context: ExecutionContext): Advanced | Rejection;
  /** The version that the instance has afterwards, where it is another one. */
  readonly target?: { readonly definitionKey: Key; readonly model: ProcessModel };
}

interface Loaded {
  readonly definitionKey: Key;
  readonly revision: number;
  readonly state: ProcessState | null;
  readonly isWarm: boolean;
}

const ATTEMPTS = 5;
const DECISION_ROUNDS = 20;

/** Load → advance → commit, one command of an instance at a time. */
export class InstanceExecutor {
  private readonly lanes = new Lanes();
  private readonly queue: CommitQueue;
  private readonly cache: StateCache;
  private waiting = 0;

  constructor(
    private readonly store: ProcessStore,
    private readonly clock: Clock,
    private readonly definitions: Definitions,
    private readonly decisions: Decisions,
    private readonly nextKey: () => Key,
    private readonly options: ExecutorOptions,
  ) {
    this.queue = new CommitQueue(store);
    this.cache = new StateCache(options.cacheBytes);
  }

  /** The committed member, or why there is none. `definitionKey` is needed for StartInstance. */
  async execute(instanceKey: Key, act: Act, ties: Ties = {}, definitionKey: Key | null = null): Promise<CommitMember | Refused> {
    const refused = ties.isFollowUp === true ? null : this.refusedAsOverloaded();
    if (refused) return refused;
    this.waiting += 1;
    try {
      return await this.lanes.run(instanceKey, () => this.attempts(instanceKey, act, ties, definitionKey));
    } finally {
      this.waiting -= 1;
    }
  }

  /** What the act would come to now; nothing is kept of it. */
  async rehearse(instanceKey: Key, act: Act): Promise<{ readonly before: ProcessState; readonly result: Advanced | Rejection } | null> {
    const loaded = await this.loadCold(instanceKey);
    if (!loaded?.state) return null;
    return { before: loaded.state, result: await this.advance(loaded.definitionKey, await this.model(loaded.definitionKey), loaded.state, act, this.clock.now()) };
  }

  /** Before memory grows: while too many commands wait. */
  refusedAsOverloaded(): Refused | null {
    if (this.waiting < this.options.maxWaiting) return null;
    return refuse('OVERLOADED', `${this.waiting} commands are waiting already. Nothing of this one was done; try again in a moment.`);
  }

  /** Commands that have been accepted and not answered. */
  get backlog(): number {
    return this.waiting;
  }

  private async attempts(instanceKey: Key, act: Act, ties: Ties, definitionKey: Key | null): Promise<CommitMember | Refused> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const result = await this.attempt(instanceKey, act, ties, definitionKey);
      if (result !== 'conflict') return result;
      this.cache.drop(instanceKey);
    }
    return refuse('CONFLICT', 'Others kept changing this instance at the same time. Try again.');
  }

  /** The instance as it is stored now; null when it has ended or never was. */
  async peek(instanceKey: Key): Promise<{ readonly definitionKey: Key; readonly model: ProcessModel; readonly state: ProcessState } | null> {
    const loaded = await this.loadCold(instanceKey);
    if (!loaded?.state) return null;
    return { definitionKey: loaded.definitionKey, model: await this.model(loaded.definitionKey), state: loaded.state };
  }

  /** Resolves when everything that was begun is answered. */
  async idle(): Promise<void> {
    await this.lanes.idle();
    await this.queue.idle();
  }

  private async attempt(instanceKey: Key, act: Act, ties: Ties, definitionKey: Key | null): Promise<CommitMember | Refused | 'conflict'> {
    const loaded = await this.begin(instanceKey, act, definitionKey);
    if (!loaded) return refuse('NOT_FOUND', `Process instance ${instanceKey} does not live (any more).`);
    const model = await this.model(loaded.definitionKey);
    const at = this.clock.now();
    const result = await this.advance(loaded.definitionKey, model, loaded.state, act, at);
    if (result.kind === 'rejection') return loaded.isWarm ? this.rejectCold(instanceKey, loaded, result) : result;
    const member = this.memberOf(instanceKey, act, loaded, model, result, at, ties);
    const outcome = await this.queue.add(member);
    if (outcome === 'committed') {
      this.remember(member, result.state);
      return member;
    }
    if (outcome === 'duplicate') return refuse('DUPLICATE', 'This has been done already.');
    return act.start ? refuse('INSTANCE_EXISTS', `Instance ${instanceKey} has been started already.`) : 'conflict';
  }

  /** A kept state may be older than the stored one: only what the stored one rejects is rejected. */
  private async rejectCold(instanceKey: Key, warm: Loaded, rejection: Rejection): Promise<Rejection | 'conflict'> {
    this.cache.drop(instanceKey);
    const cold = await this.store.load(instanceKey);
    return cold?.revision === warm.revision ? rejection : 'conflict';
  }

  private async begin(instanceKey: Key, act: Act, definitionKey: Key | null): Promise<Loaded | null> {
    if (act.start) return definitionKey === null ? null : { definitionKey, revision: 0, state: null, isWarm: false };
    const kept = this.cache.get(instanceKey);
    return kept ? { ...kept, isWarm: true } : this.loadCold(instanceKey);
  }

  private async loadCold(instanceKey: Key): Promise<Loaded | null> {
    const stored = await this.store.load(instanceKey);
    return stored ? { definitionKey: stored.definitionKey, revision: stored.revision, state: restore(stored.snapshot), isWarm: false } : null;
  }

  private async model(definitionKey: Key): Promise<ProcessModel> {
    const model = await this.definitions.model(definitionKey);
    if (!model) throw new Error(`Process definition ${definitionKey} is missing from the database.`);
    return model;
  }

  private async advance(definitionKey: Key, model: ProcessModel, state: ProcessState | null, act: Act, now: number): Promise<Advanced | Rejection> {
    const { zone, calendar, stepBudget } = this.options;
    const places: DecisionPlace[] = [];
    for (let round = 0; ; round++) {
      const lookup = this.options.decisions ?? new DecisionLookup(await this.decisions.fetch(places), { now, zone }, definitionKey);
      const result = act.run(model, state, { now, zone, calendar, nextKey: this.nextKey, decisions: lookup, ...(stepBudget !== undefined && { stepBudget }) });
      if (!(lookup instanceof DecisionLookup) || lookup.missing.length === 0 || round === DECISION_ROUNDS) return result;
      places.push(...lookup.missing);
    }
  }

  private memberOf(instanceKey: Key, act: Act, loaded: Loaded, model: ProcessModel, result: Advanced, at: number, ties: Ties): CommitMember {
    const definitionKey = act.target?.definitionKey ?? loaded.definitionKey;
    const origin = originOf(loaded.state, act.start, instanceKey, definitionKey, at);
    return {
      instanceKey,
      definitionKey,
      processId: (act.target?.model ?? model).processId,
      expectedRevision: loaded.revision,
      snapshot: result.state === null ? null : snapshotOf(result.state),
      status: result.status,
      hasIncident: result.hasIncident,
      isSuspended: result.state !== null && result.state.suspendedAt !== null,
      events: result.events,
      orgUnitId: origin.orgUnitId,
      at,
      outbox: outboxCommands(result, origin, this.nextKey),
      consumedOutboxKey: ties.consumedOutboxKey ?? null,
      consumedMessage: ties.consumedMessage ?? null,
      deduplicationKey: ties.deduplicationKey ?? null,
      ...(ties.consumedStartTimer && { consumedStartTimer: ties.consumedStartTimer }),
      ...(act.target && result.state && { moved: movedElements(act.target.model, result.state) }),
    };
  }

  private remember(member: CommitMember, state: ProcessState | null): void {
    const { instanceKey, definitionKey, expectedRevision, snapshot } = member;
    if (state === null || snapshot === null) this.cache.drop(instanceKey);
    else this.cache.put(instanceKey, { definitionKey, revision: expectedRevision + 1, state, size: snapshot.length });
  }
}
