import type { Key } from '@vanthu/model';
import type { JsonObject } from '../execution/json.js';
import type { TakenJob } from './process-store.js';
import type { ProcessRunner } from './process-runner.js';
import { JobWorker, type JobHandler, type WorkerSettings } from './job-worker.js';

export interface DispatcherOptions {
  /** Name of this process among the workers; it must differ from every other running one. Default: made from a new key. */
  readonly worker?: string;
  /** How long a taken job is held; renewed while its handler runs. A killed worker's jobs come again after it. Default 15,000. */
  readonly lockMs?: number;
  /** The longest pause between looks for jobs that other processes made; default 1,000. */
  readonly pollMs?: number;
  /** Jobs of one type at a time; default 8. */
  readonly concurrency?: number;
  /** First pause after a failure, doubled each time; default 1,000. */
  readonly backoffMs?: number;
  /** The longest pause after a failure; default 300,000. */
  readonly maxBackoffMs?: number;
  /** Chance, 0 to 1, for the jitter of pauses; default Math.random. */
  readonly random?: () => number;
  readonly onError?: (error: unknown, what: string) => void;
}

export interface ActivatedJob extends TakenJob {
  /** What the element sees. */
  readonly variables: JsonObject;
  /** Stays the same over all tries of this job: give it to whatever must not be done twice. */
  readonly idempotencyKey: string;
}

/** Takes jobs of the registered types and gives them to their handlers; wakes up with the commit that made them. */
export class JobDispatcher {
  private readonly workers = new Map<string, JobWorker>();
  private readonly settings: Omit<WorkerSettings, 'concurrency' | 'worker'>;
  private isStarted = false;
  private renewal: NodeJS.Timeout | null = null;
  private worker = '';

  constructor(
    private readonly runner: ProcessRunner,
    private readonly options: DispatcherOptions = {},
  ) {
    this.settings = {
      lockMs: options.lockMs ?? 15_000,
      pollMs: options.pollMs ?? 1_000,
      backoffMs: options.backoffMs ?? 1_000,
      maxBackoffMs: options.maxBackoffMs ?? 300_000,
      random: options.random ?? Math.random,
      onError: options.onError ?? ((error, what) => console.error(`job dispatcher: ${what}:`, error)),
    };
  }

  /** One handler per type. Before or after `start`. */
  register(type: string, handler: JobHandler, options: { readonly concurrency?: number } = {}): void {
    if (this.workers.has(type)) throw new Error(`Job type "${type}" has a handler already.`);
    const concurrency = options.concurrency ?? this.options.concurrency ?? 8;
    const worker = new JobWorker(this.runner, type, handler, { ...this.settings, concurrency, worker: () => this.worker });
    this.workers.set(type, worker);
    if (this.isStarted) worker.start();
  }

  /** After the runner's start. */
  start(): void {
    if (this.isStarted) return;
    this.worker = this.options.worker ?? `worker-${this.runner.newKey()}`;
    this.isStarted = true;
    this.renewal = setInterval(() => void this.renew(), this.settings.lockMs / 3);
    this.renewal.unref();
    for (const worker of this.workers.values()) worker.start();
  }

  /** Takes nothing more and waits for the handlers that run, at most `drainMs`; their jobs then come again after their lock. */
  async stop(drainMs = 30_000): Promise<void> {
    this.isStarted = false;
    const workers = [...this.workers.values()];
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, drainMs)));
    await Promise.race([Promise.all(workers.map((each) => each.stop())), patience]);
    clearTimeout(timer);
    for (const each of workers) each.abort();
    if (this.renewal) clearInterval(this.renewal);
    this.renewal = null;
  }

  private async renew(): Promise<void> {
    const held = new Map<Key, JobWorker>();
    for (const worker of this.workers.values()) for (const key of worker.running()) held.set(key, worker);
    if (held.size === 0) return;
    try {
      const keys = [...held.keys()];
      const still = new Set(await this.runner.store.holdJobs({ keys, worker: this.worker, until: this.runner.clock.now() + this.settings.lockMs }));
      for (const key of keys) if (!still.has(key)) held.get(key)?.lose(key);
    } catch (error) {
      this.settings.onError(error, 'renewal of locks');
    }
  }
}
