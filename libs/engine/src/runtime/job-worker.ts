import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { JsonObject } from '../execution/json.js';
import type { ActivatedJob } from './job-dispatcher.js';
import type { ProcessRunner } from './process-runner.js';
import type { TakenJob } from './process-store.js';

/** How a handler ends a job. Throwing is the same as `fail` with the error's message. */
export type JobResult =
  | { readonly kind: 'complete'; readonly variables?: JsonObject }
  /** `retries` left (default: one fewer than before; 0 raises an incident), after `retryAfterMs` (default: growing pauses). */
  | { readonly kind: 'fail'; readonly message: string; readonly retries?: number; readonly retryAfterMs?: number; readonly variables?: JsonObject }
  /** A modelled business error, for an error boundary event. */
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly variables?: JsonObject };

/** `signal` aborts when the job is lost (cancelled, or held by another worker) or the drain time is over. */
export type JobHandler = (job: ActivatedJob, signal: AbortSignal) => Promise<JobResult>;

export interface WorkerSettings {
  readonly worker: () => string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly pollMs: number;
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  readonly random: () => number;
  readonly onError: (error: unknown, what: string) => void;
}

/** A job that took down its worker so often is not given out again. */
const LOST_WORKERS = 20;
const REPORT_ATTEMPTS = 5;

/** The jobs of one type. */
export class JobWorker {
  private readonly open = new Map<Key, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  private unwatch: () => void = () => undefined;
  private isStarted = false;
  private isTaking = false;
  private isAskedAgain = false;

  constructor(
    private readonly runner: ProcessRunner,
    private readonly type: string,
    private readonly handler: JobHandler,
    private readonly settings: WorkerSettings,
  ) {}

  start(): void {
    this.isStarted = true;
    this.unwatch = this.runner.jobs.watch({ types: [this.type], pollMs: this.settings.pollMs, wants: () => !this.isTaking && this.open.size < this.settings.concurrency, wake: () => this.wake() });
    this.wake();
  }

  /** Resolves when no handler runs any more. */
  async stop(): Promise<void> {
    this.isStarted = false;
    this.unwatch();
    while (this.isTaking || this.open.size > 0) {
      await Promise.all([...this.open.values()].map((each) => each.ended));
      if (this.isTaking) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  abort(): void {
    for (const { abort } of this.open.values()) abort.abort(new Error('The worker is shutting down.'));
  }

  running(): Iterable<Key> {
    return this.open.keys();
  }

  lose(key: Key): void {
    this.open.get(key)?.abort.abort(new Error('The job was cancelled or is held by another worker.'));
  }

  /** There may be work now. */
  wake(): void {
    if (this.isTaking) this.isAskedAgain = true;
    else void this.take();
  }

  private async take(): Promise<void> {
    if (!this.isStarted) return;
    this.isTaking = true;
    try {
      do {
        this.isAskedAgain = false;
        await this.takeBatch();
      } while (this.isAskedAgain && this.isStarted);
    } catch (error) {
      this.settings.onError(error, `taking jobs of type "${this.type}"`);
    } finally {
      this.isTaking = false;
    }
  }

  private async takeBatch(): Promise<void> {
    const { lockMs, worker, concurrency } = this.settings;
    const limit = concurrency - this.open.size;
    if (limit <= 0) return;
    const jobs = await this.runner.store.takeJobs({ types: [this.type], worker: worker(), limit, lockMs, now: this.runner.clock.now() });
    if (!this.isStarted) return this.runner.store.releaseJobs(jobs.map((each) => each.key), worker(), this.runner.clock.now());
    // One that is handled here looks free where the clock was set forward; taking it has renewed its lock.
    for (const job of jobs) if (!this.open.has(job.key)) this.begin(job);
    if (jobs.length === limit) this.isAskedAgain = true;
  }

  private begin(job: TakenJob): void {
    const abort = new AbortController();
    const ended = this.handle(job, abort.signal)
      .catch((error: unknown) => this.settings.onError(error, `job ${job.key} of type "${this.type}"`))
      .finally(() => {
        this.open.delete(job.key);
        if (this.isStarted) this.wake();
      });
    this.open.set(job.key, { abort, ended });
  }

  private async handle(job: TakenJob, signal: AbortSignal): Promise<void> {
    if (job.attempt > LOST_WORKERS + job.retries) return this.report(job, { kind: 'fail', message: `Its worker was lost ${job.attempt - 1} times. Find out why before trying again.`, retries: 0 });
    const variables = await this.runner.variablesAt(job.instanceKey, job.elementInstanceKey);
    if (variables === null) return;
    let result: JobResult;
    try {
      result = await this.handler({ ...job, variables, idempotencyKey: `job-${job.key}` }, signal);
    } catch (error) {
      result = { kind: 'fail', message: error instanceof Error ? error.message : String(error) };
    }
    await this.report(job, result);
  }

  /** The work is done, so a database that is away for a moment must not make it be done again. */
  private async report(job: TakenJob, result: JobResult): Promise<void> {
    const command = this.commandFor(job, result);
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await this.runner.execute(job.instanceKey, command, { isFollowUp: true });
        if (outcome.kind === 'done' || outcome.code === 'NOT_FOUND' || outcome.code === 'INSTANCE_ENDED') return;
        if (outcome.code === 'STOPPED') return;
        if (result.kind !== 'fail') return await this.report(job, { kind: 'fail', message: outcome.reason, retries: 0 });
        throw new Error(outcome.reason);
      } catch (error) {
        if (attempt >= REPORT_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
      }
    }
  }

  private commandFor(job: TakenJob, result: JobResult): Command {
    const { key: jobKey, attempt } = job;
    switch (result.kind) {
      case 'complete':
        return { type: 'CompleteJob', jobKey, variables: result.variables ?? {} };
      case 'error':
        return { type: 'ThrowJobError', jobKey, errorCode: result.code, message: result.message, ...(result.variables && { variables: result.variables }) };
      case 'fail': {
        const retries = Math.max(result.retries ?? job.retries - 1, 0);
        const retryAt = this.runner.clock.now() + (result.retryAfterMs ?? this.backoff(attempt));
        return { type: 'FailJob', jobKey, retries, retryAt, message: result.message, ...(result.variables && { variables: result.variables }) };
      }
    }
  }

  /** Doubles with each attempt; half of it is chance, so that what failed together does not come back together. */
  private backoff(attempt: number): number {
    const { backoffMs, maxBackoffMs, random } = this.settings;
    const full = Math.min(backoffMs * 2 ** Math.min(attempt - 1, 30), maxBackoffMs);
    return Math.round(full * (0.5 + 0.5 * random()));
  }
}
