import type { Key } from '@vanthu/model';
import type { JsonObject } from '../execution/json.js';
import type { CommitMember, ProcessStore } from './process-store.js';

/** How an awaited instance ended; `timeout`: it still runs, or waits for something. */
export type Completion = { readonly kind: 'completed' | 'terminated' | 'failed'; readonly variables: JsonObject } | { readonly kind: 'timeout' };

interface Waiting {
  readonly resolve: (completion: Completion) => void;
}

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 1_000;

/** Waits for the ends of instances: told by this process's commits, and found by looking for those that another process ended. */
export class CompletionWatch {
  private readonly waiting = new Map<Key, Set<Waiting>>();
  private timer: NodeJS.Timeout | null = null;
  private pause = FIRST_POLL_MS;

  constructor(
    private readonly store: Pick<ProcessStore, 'instances' | 'storedVariables'>,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  /** Of a living instance, or of one that is about to be started. */
  wait(instanceKey: Key, timeoutMs: number, signal?: AbortSignal): Promise<Completion> {
    return new Promise((resolve) => {
      const entry: Waiting = { resolve: (completion) => end(completion) };
      const giveUp = (): void => end({ kind: 'timeout' });
      const timer = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      const end = (completion: Completion): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.forget(instanceKey, entry);
        resolve(completion);
      };
      const others = this.waiting.get(instanceKey);
      if (others) others.add(entry);
      else this.waiting.set(instanceKey, new Set([entry]));
      this.pause = FIRST_POLL_MS;
      this.schedule();
      if (signal?.aborted) giveUp();
    });
  }

  notice({ instanceKey, status, events }: CommitMember): void {
    if (status === 'active' || !this.waiting.has(instanceKey)) return;
    for (const event of events) {
      if (event.type === 'InstanceCompleted') return this.tell(instanceKey, { kind: 'completed', variables: event.variables });
      if (event.type === 'InstanceFailed') return this.tell(instanceKey, { kind: 'failed', variables: event.variables });
      if (event.type === 'InstanceTerminated') return this.tell(instanceKey, { kind: 'terminated', variables: {} });
    }
  }

  /** Nobody is waited for any more. */
  stop(): void {
    for (const key of [...this.waiting.keys()]) this.tell(key, { kind: 'timeout' });
  }

  /** Looks for the ends that other processes have brought about; it does so by itself. */
  async look(): Promise<void> {
    const ended = (await this.store.instances([...this.waiting.keys()])).filter((each) => each.status !== 'active');
    for (const { instanceKey, status } of ended) {
      const variables = status === 'terminated' ? {} : await this.store.storedVariables(instanceKey);
      this.tell(instanceKey, { kind: status as 'completed' | 'terminated' | 'failed', variables });
    }
  }

  private tell(instanceKey: Key, completion: Completion): void {
    for (const each of [...(this.waiting.get(instanceKey) ?? [])]) each.resolve(completion);
  }

  private forget(instanceKey: Key, entry: Waiting): void {
    const all = this.waiting.get(instanceKey);
    all?.delete(entry);
    if (all?.size === 0) this.waiting.delete(instanceKey);
    if (this.waiting.size > 0 || !this.timer) return;
    clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    if (this.timer || this.waiting.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.pause = Math.min(this.pause * 2, LONGEST_POLL_MS);
      void this.look()
        .catch((error: unknown) => this.onError(error, 'waiting for instances'))
        .finally(() => this.schedule());
    }, this.pause);
    this.timer.unref();
  }
}
