import type { Key } from '@vanthu/model';
import type { JsonObject } from '../execution/json.js';
import type { Clock } from './clock.js';
import type { JobBoard } from './job-board.js';
import type { ActivatedJob } from './job-dispatcher.js';
import type { ProcessStore, TakenJob } from './process-store.js';

export interface ActivateJobs {
  readonly types: readonly string[];
  readonly worker: string;
  readonly maxJobs: number;
  /** How long the worker may hold them; ms. */
  readonly lockMs: number;
  /** Absent or empty: all that the element sees. */
  readonly fetchVariables?: readonly string[];
  /** How long to wait for the first job; default 0: answer at once. */
  readonly longPollMs?: number;
  readonly tenantIds?: readonly string[];
  /** Aborts when the client is gone: it is given nothing, and what was just taken for it goes back. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly request: ActivateJobs;
  readonly resolve: (jobs: readonly ActivatedJob[]) => void;
  readonly reject: (error: unknown) => void;
  isTaking: boolean;
  /** Nothing more is taken for it. */
  isOver: boolean;
}

/** Clients that want jobs of the same types: served one after another, so that one new job does not make all of them ask. */
interface Line {
  readonly waiting: Set<Waiting>;
  readonly unwatch: () => void;
  isServing: boolean;
  isAskedAgain: boolean;
}

const POLL_MS = 500;

/** Gives jobs to clients outside, who may wait for them. A request that has been answered takes nothing any more. */
export class JobActivator {
  private readonly lines = new Map<string, Line>();
  private isStopped = false;

  constructor(
    private readonly store: Pick<ProcessStore, 'takeJobs' | 'releaseJobs'>,
    private readonly clock: Clock,
    private readonly board: JobBoard,
    private readonly variablesAt: (instanceKey: Key, elementInstanceKey: Key) => Promise<JsonObject | null>,
  ) {}

  activate(request: ActivateJobs): Promise<readonly ActivatedJob[]> {
    if (this.isStopped || request.signal?.aborted || request.types.length === 0 || request.maxJobs < 1) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const line = this.lineOf(request);
      const over = (): void => {
        entry.isOver = true;
        if (!entry.isTaking) entry.resolve([]);
      };
      const timer = setTimeout(over, request.longPollMs ?? 0);
      request.signal?.addEventListener('abort', over, { once: true });
      const leave = (): void => {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', over);
        this.leave(line, entry);
      };
      const entry: Waiting = { request, isTaking: false, isOver: false, resolve: (jobs) => (leave(), resolve(jobs)), reject: (error) => (leave(), reject(error instanceof Error ? error : new Error(String(error)))) };
      line.waiting.add(entry);
      void this.serve(line);
    });
  }

  /** Jobs that could not be handed over, because the client was gone by then; others get them at once. */
  async release(jobs: readonly TakenJob[], worker: string): Promise<void> {
    if (jobs.length === 0) return;
    await this.store.releaseJobs(jobs.map((each) => each.key), worker, this.clock.now());
    this.board.wake((types) => jobs.some((each) => types.includes(each.type)));
  }

  /** All that wait are answered with nothing. */
  stop(): void {
    this.isStopped = true;
    for (const line of this.lines.values()) {
      for (const each of [...line.waiting]) {
        each.isOver = true;
        if (!each.isTaking) each.resolve([]);
      }
    }
  }

  private lineOf({ types, tenantIds }: ActivateJobs): Line {
    const name = JSON.stringify([types, tenantIds ?? null]);
    const known = this.lines.get(name);
    if (known) return known;
    const unwatch = this.board.watch({ types, pollMs: POLL_MS, wants: () => !line.isServing, wake: () => void this.serve(line) });
    const line: Line = {
      waiting: new Set(),
      unwatch: () => {
        unwatch();
        this.lines.delete(name);
      },
      isServing: false,
      isAskedAgain: false,
    };
    this.lines.set(name, line);
    return line;
  }

  private leave(line: Line, entry: Waiting): void {
    line.waiting.delete(entry);
    if (line.waiting.size === 0) line.unwatch();
  }

  private async serve(line: Line): Promise<void> {
    line.isAskedAgain = true;
    if (line.isServing) return;
    line.isServing = true;
    while (line.isAskedAgain) {
      line.isAskedAgain = false;
      for (const entry of line.waiting) if (!entry.isOver && !(await this.serveOne(entry))) break;
    }
    line.isServing = false;
  }

  /** False when there was nothing to take: those behind need not ask. */
  private async serveOne(entry: Waiting): Promise<boolean> {
    const { types, worker, maxJobs, lockMs, tenantIds } = entry.request;
    entry.isTaking = true;
    try {
      const taken = await this.store.takeJobs({ types, worker, limit: maxJobs, lockMs, now: this.clock.now(), ...(tenantIds && { tenantIds }) });
      if (taken.length > 0) entry.resolve(await this.handOver(entry.request, taken));
      else if (entry.isOver) entry.resolve([]);
      return taken.length > 0;
    } catch (error) {
      entry.reject(error);
      return true;
    } finally {
      entry.isTaking = false;
    }
  }

  private async handOver(request: ActivateJobs, taken: readonly TakenJob[]): Promise<readonly ActivatedJob[]> {
    try {
      const jobs = await Promise.all(taken.map((each) => this.withVariables(each, request.fetchVariables ?? [])));
      if (!request.signal?.aborted) return jobs.filter((each) => each !== null);
    } catch (error) {
      await this.release(taken, request.worker);
      throw error;
    }
    await this.release(taken, request.worker);
    return [];
  }

  private async withVariables(job: TakenJob, wanted: readonly string[]): Promise<ActivatedJob | null> {
    const all = await this.variablesAt(job.instanceKey, job.elementInstanceKey);
    if (all === null) return null;
    const variables = wanted.length === 0 ? all : Object.fromEntries(wanted.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name] ?? null] as const] : [])));
    return { ...job, variables, idempotencyKey: `job-${job.key}` };
  }
}
