import type { Clock } from './clock.js';
import type { CommitMember, ProcessStore } from './process-store.js';

/** Somebody who takes jobs: a worker of this process, or clients that wait in a long poll. */
export interface JobWatcher {
  readonly types: readonly string[];
  /** The longest pause between looks for jobs that other processes made; ms. */
  readonly pollMs: number;
  /** Whether a job could be taken at all now. */
  wants(): boolean;
  /** There may be a job now. */
  wake(): void;
}

const FIRST_POLL_MS = 25;

/**
 * Tells who takes jobs that there are some: at once when this process made them, else by one look for all of them together, which
 * becomes rarer while nothing happens.
 */
export class JobBoard {
  private readonly watchers = new Set<JobWatcher>();
  private timer: NodeJS.Timeout | null = null;
  private timerAt = Infinity;
  private pause = FIRST_POLL_MS;
  private isLooking = false;

  constructor(
    private readonly store: Pick<ProcessStore, 'waitingJobTypes'>,
    private readonly clock: Clock,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  /** Returns how to stop it. */
  watch(watcher: JobWatcher): () => void {
    this.watchers.add(watcher);
    this.pause = FIRST_POLL_MS;
    this.schedule(this.pause);
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) this.cancel();
    };
  }

  notice({ events }: CommitMember): void {
    if (this.watchers.size === 0) return;
    for (const event of events) {
      if (event.type === 'JobCreated') this.wake((types) => types.includes(event.jobType));
      else if (event.type === 'JobRetriesUpdated' || event.type === 'InstanceResumed') this.wake(() => true);
      else if (event.type === 'JobFailed' && event.retries > 0) this.schedule(Math.max(event.retryAt - this.clock.now(), 0));
    }
  }

  /** Jobs of these types have been given back. */
  wake(isMeant: (types: readonly string[]) => boolean): void {
    this.pause = FIRST_POLL_MS;
    for (const watcher of this.watchers) if (isMeant(watcher.types)) watcher.wake();
  }

  private async look(): Promise<void> {
    const eager = [...this.watchers].filter((each) => each.wants());
    this.isLooking = true;
    try {
      const waiting = eager.length === 0 ? [] : await this.store.waitingJobTypes([...new Set(eager.flatMap((each) => each.types))], this.clock.now());
      if (waiting.length > 0) this.wake((types) => types.some((each) => waiting.includes(each)));
    } catch (error) {
      this.onError(error, 'looking for jobs');
    } finally {
      this.isLooking = false;
    }
    this.schedule(this.pause);
    this.pause = Math.min(this.pause * 2, this.longest());
  }

  private longest(): number {
    return Math.min(...[...this.watchers].map((each) => each.pollMs));
  }

  private schedule(delay: number): void {
    if (this.watchers.size === 0 || this.isLooking) return;
    const wanted = Math.min(delay, this.longest());
    const at = performance.now() + wanted;
    if (this.timer && this.timerAt <= at) return;
    this.cancel();
    this.timerAt = at;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.look();
    }, wanted);
    this.timer.unref();
  }

  private cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
