import type { CommitMember } from './process-store.js';
import type { ProcessRunner } from './process-runner.js';

export interface SchedulerOptions {
  /** The longest sleep, for timers that other processes set; default 1,000. */
  readonly pollMs?: number;
  /** How long taken timers are held; a killed process's timers come again after it. Default 15,000. */
  readonly lockMs?: number;
  /** Timers fired at a time; default 200. */
  readonly batch?: number;
  readonly onError?: (error: unknown, what: string) => void;
}

/** Fires timers when they are due: sleeps until the next one, takes the due ones in batches. */
export class TimerScheduler {
  private readonly pollMs: number;
  private readonly lockMs: number;
  private readonly batch: number;
  private readonly onError: (error: unknown, what: string) => void;
  private timer: NodeJS.Timeout | null = null;
  private wakesAt = Infinity;
  private firing: Promise<void> | null = null;
  private stopListening: (() => void) | null = null;

  constructor(
    private readonly runner: ProcessRunner,
    options: SchedulerOptions = {},
  ) {
    this.pollMs = options.pollMs ?? 1_000;
    this.lockMs = options.lockMs ?? 15_000;
    this.batch = options.batch ?? 200;
    this.onError = options.onError ?? ((error, what) => console.error(`timer scheduler: ${what}:`, error));
  }

  start(): void {
    if (this.stopListening) return;
    this.stopListening = this.runner.onCommitted((member) => this.notice(member));
    this.sleep(0);
  }

  async stop(): Promise<void> {
    this.stopListening?.();
    this.stopListening = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    // What fails here is taken again after its lock, by whoever lives.
    await this.firing?.catch(() => undefined);
  }

  /** Fires all that is due by now; `start` does it by itself. */
  fireDue(): Promise<void> {
    this.firing ??= this.fireAll().finally(() => (this.firing = null));
    return this.firing;
  }

  private async fireAll(): Promise<void> {
    await this.fireStarts();
    for (;;) {
      const due = await this.runner.store.takeDueTimers(this.runner.clock.now(), this.batch, this.lockMs);
      await Promise.all(due.map(({ key, instanceKey }) => this.fire(key, instanceKey)));
      if (due.length < this.batch) return;
    }
  }

  private async fireStarts(): Promise<void> {
    for (;;) {
      const due = await this.runner.store.takeDueStartTimers(this.runner.clock.now(), this.batch, this.lockMs);
      await Promise.all(due.map((timer) => this.runner.fireStartTimer(timer).catch((error: unknown) => this.onError(error, `start timer ${timer.timerKey}`))));
      if (due.length < this.batch) return;
    }
  }

  private async fire(timerKey: string, instanceKey: string): Promise<void> {
    try {
      await this.runner.execute(instanceKey, { type: 'FireTimer', timerKey }, { isFollowUp: true });
    } catch (error) {
      this.onError(error, `timer ${timerKey}`);
    }
  }

  private notice({ events }: CommitMember): void {
    for (const event of events) if (event.type === 'TimerScheduled') this.sleep(event.dueAt - this.runner.clock.now());
  }

  /** Sleeps no longer than `pollMs`: setTimeout ends at 24.8 days, and another process may set an earlier timer. */
  private sleep(delay: number): void {
    const wanted = Math.max(Math.min(delay, this.pollMs), 0);
    const at = performance.now() + wanted;
    if (!this.stopListening || (this.timer && this.wakesAt <= at)) return;
    if (this.timer) clearTimeout(this.timer);
    this.wakesAt = at;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.wakeUp();
    }, wanted);
    this.timer.unref();
  }

  private async wakeUp(): Promise<void> {
    try {
      await this.fireDue();
      const next = await this.runner.store.nextTimerDue();
      this.sleep(next === null ? this.pollMs : next - this.runner.clock.now());
    } catch (error) {
      this.onError(error, 'due timers');
      this.sleep(this.pollMs);
    }
  }
}
