import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { DecisionEvaluator, WorkingCalendar } from '../execution/context.js';
import type { Clock } from './clock.js';
import { CompletionWatch } from './completion-watch.js';
import { Decisions } from './decisions.js';
import { Definitions } from './definitions.js';
import type { Executor } from './executor.js';
import { HistoryKeeper, type HistoryRetention } from './history-keeper.js';
import { actOf, InstanceExecutor, type Act, type Ties } from './instance-executor.js';
import { JobActivator } from './job-activator.js';
import { JobBoard } from './job-board.js';
import { KeyGenerator } from './key-generator.js';
import { MessageCorrelator } from './message-correlator.js';
import { OutboxExecutor } from './outbox-executor.js';
import { refuse, type Outcome, type Refused } from './outcome.js';
import { BASE_TENANT, type CommitMember, type OutboxCommand, type ProcessStore } from './process-store.js';
import { SignalBroadcaster } from './signal-broadcaster.js';
import { StartTimers } from './start-timers.js';
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
  /** Commands under way at a time; more are refused with OVERLOADED. Default 5,000. */
  readonly maxWaiting?: number;
  /** Default: history is kept for ever. */
  readonly retention?: readonly HistoryRetention[];
  /** Failures of work that nobody waits for; default: written to the console. */
  readonly onError?: (error: unknown, what: string) => void;
}

/** What is told of every command that was committed in this process. */
export type CommitListener = (member: CommitMember) => void;

/** Executes commands, and what follows from them in other instances; the part of the runner that all its requests go through. */
export abstract class CommandRunner implements Executor {
  readonly definitions: Definitions;
  /** Who waits for jobs in this process. */
  readonly jobs: JobBoard;
  protected readonly tenantChain: (orgUnitId: string | null) => readonly string[];
  protected readonly zone: string;
  protected readonly instances: InstanceExecutor;
  protected readonly decisions: Decisions;
  protected readonly correlator: MessageCorrelator;
  protected readonly signals: SignalBroadcaster;
  protected readonly startTimers: StartTimers;
  protected readonly activator: JobActivator;
  protected readonly completions: CompletionWatch;
  private readonly outbox: OutboxExecutor;
  private readonly history: HistoryKeeper;
  private purging: Promise<void> = Promise.resolve();
  private readonly sweeper: Sweeper;
  private readonly listeners = new Set<CommitListener>();
  private readonly following = new Set<Promise<void>>();
  private readonly onError: (error: unknown, what: string) => void;
  private keys: KeyGenerator | null = null;
  private ready: Promise<void> | null = null;
  private isStopped = false;
  private purgeEvery: NodeJS.Timeout | null = null;

  constructor(
    readonly store: ProcessStore,
    readonly clock: Clock,
    private readonly options: RunnerOptions = {},
  ) {
    const { calendar = everyDay, stepBudget, decisions } = options;
    this.tenantChain = options.tenantChain ?? (() => [BASE_TENANT]);
    this.zone = options.zone ?? 'Asia/Ho_Chi_Minh';
    this.onError = options.onError ?? ((error, what) => console.error(`process runner: ${what}:`, error));
    this.definitions = new Definitions(store, clock);
    this.decisions = new Decisions(this.definitions, this.tenantChain);
    const limits = { cacheBytes: options.cacheBytes ?? 0, maxWaiting: options.maxWaiting ?? 5_000, ...(stepBudget !== undefined && { stepBudget }) };
    this.instances = new InstanceExecutor(store, clock, this.definitions, this.decisions, this.newKey, { zone: this.zone, calendar, ...limits, ...(decisions && { decisions }) });
    this.correlator = new MessageCorrelator(store, this.definitions, this, this.tenantChain, this.newKey, () => clock.now());
    this.signals = new SignalBroadcaster(store, this.definitions, this.tenantChain, this.newKey, (command) => this.guarded(`outbox command ${command.key}`, () => this.outbox.carryOut(command), []));
    this.outbox = new OutboxExecutor(store, this.definitions, this, this.correlator, this.signals, this.tenantChain);
    this.startTimers = new StartTimers(store, clock, this.definitions, this, this.newKey, { zone: this.zone, calendar, decisions: { evaluate: () => null } });
    this.jobs = new JobBoard(store, clock, this.onError);
    this.activator = new JobActivator(store, clock, this.jobs, (instanceKey, scopeKey) => this.visibleVariables(instanceKey, scopeKey));
    this.completions = new CompletionWatch(store, this.onError);
    this.history = new HistoryKeeper(store, clock, options.retention ?? []);
    this.sweeper = new Sweeper(store, clock, this.outbox, this.correlator, options.sweepMs ?? 1_000, this.onError);
  }

  /** Takes a node number and begins to look for what lost processes left behind. */
  async start(): Promise<void> {
    await this.begin();
    this.sweeper.start();
    if (this.options.retention?.length) this.purgeEvery ??= setInterval(() => this.purge(), PURGE_LOOK_MS).unref();
  }

  /** Refuses new commands, answers who waits, ends what was begun, and leaves nothing behind that keeps the process alive. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.purgeEvery) clearInterval(this.purgeEvery);
    this.history.stop();
    await this.purging;
    this.activator.stop();
    this.completions.stop();
    await this.sweeper.stop();
    await this.instances.idle();
    while (this.following.size > 0) await Promise.all(this.following);
  }

  /** One round of looking for what lost processes left behind; `start` does it by itself. */
  async sweep(): Promise<void> {
    await this.begin();
    await this.sweeper.sweep();
  }

  /** Deletes the history that is past its time; `start` does it by itself. How many instances it were. */
  purgeHistory(): Promise<number> {
    return this.history.round();
  }

  private purge(): void {
    this.purging = this.guarded('purge of history', () => this.history.roundWhenDue(), undefined);
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

  /** Commands that have been accepted and not answered. */
  get backlog(): number {
    return this.instances.backlog;
  }

  /** Rejects when the database fails: nothing of the command is written then. */
  execute(instanceKey: Key, command: Command, ties: Ties = {}, definitionKey: Key | null = null): Promise<Outcome> {
    return this.perform(instanceKey, actOf(command), ties, definitionKey);
  }

  protected async perform(instanceKey: Key, act: Act, ties: Ties = {}, definitionKey: Key | null = null): Promise<Outcome> {
    const stopped = this.refusedAsStopped();
    if (stopped) return stopped;
    await this.begin();
    const member = await this.instances.execute(instanceKey, act, ties, definitionKey);
    if ('kind' in member) return member;
    this.jobs.notice(member);
    this.completions.notice(member);
    for (const listener of this.listeners) listener(member);
    const { status, hasIncident, events } = member;
    return { kind: 'done', instanceKey, status, hasIncident, events, effects: this.followUp(member) };
  }

  protected refusedAsStopped(): Refused | null {
    return this.isStopped ? refuse('STOPPED', 'The server is shutting down. Try again in a moment.') : null;
  }

  protected abstract visibleVariables(instanceKey: Key, scopeKey: Key): ReturnType<ConstructorParameters<typeof JobActivator>[3]>;

  protected begin(): Promise<void> {
    this.ready ??= this.takeNode().catch((error: unknown) => {
      this.ready = null;
      throw error;
    });
    return this.ready;
  }

  /** Nobody waits for these; they are in the outbox, and what fails is tried again by the sweeper. */
  protected carryOutLater(commands: readonly OutboxCommand[]): void {
    for (const command of commands) void this.follow(this.guarded(`outbox command ${command.key}`, () => this.outbox.carryOut(command), []).then(() => undefined));
  }

  private followUp(member: CommitMember): Promise<void> {
    const opened = openedSubscriptions(member);
    const isResumed = member.events.some((each) => each.type === 'InstanceResumed');
    if (member.outbox.length === 0 && opened.length === 0 && !isResumed) return Promise.resolve();
    return this.follow(this.carryOut(member, opened, isResumed));
  }

  private follow(work: Promise<void>): Promise<void> {
    const followed = work.finally(() => this.following.delete(followed));
    this.following.add(followed);
    return followed;
  }

  private async carryOut({ outbox, instanceKey, processId, at }: CommitMember, opened: ReturnType<typeof openedSubscriptions>, isResumed: boolean): Promise<void> {
    for (const command of outbox) await this.guarded<unknown>(`outbox command ${command.key}`, () => this.outbox.carryOut(command), null);
    const waiting = isResumed ? await this.guarded(`subscriptions of ${instanceKey}`, () => this.store.subscriptionsOf(instanceKey), []) : [];
    for (const { subscriptionKey, messageName, correlationKey } of [...waiting.map((each) => ({ ...each, subscriptionKey: each.key })), ...opened]) {
      await this.guarded<unknown>(`subscription ${subscriptionKey}`, () => this.correlator.matchBuffered(subscriptionKey, instanceKey, processId, messageName, correlationKey, at), null);
    }
  }

  private async guarded<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.onError(error, what);
      return otherwise;
    }
  }

  private async takeNode(): Promise<void> {
    this.keys = new KeyGenerator(this.clock, this.options.node ?? (await this.store.allocateNode()));
  }
}

const PURGE_LOOK_MS = 60_000;

const everyDay: WorkingCalendar = { addWorkingDays: (from, days) => from + days * 86_400_000 };

function openedSubscriptions({ events }: CommitMember) {
  const closed = new Set(events.flatMap((each) => (each.type === 'MessageSubscriptionClosed' ? [each.subscriptionKey] : [])));
  return events.flatMap((each) => (each.type === 'MessageSubscriptionOpened' && !closed.has(each.subscriptionKey) ? [each] : []));
}
