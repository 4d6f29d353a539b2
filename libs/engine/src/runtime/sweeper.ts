import type { Clock } from './clock.js';
import type { MessageCorrelator } from './message-correlator.js';
import type { OutboxExecutor } from './outbox-executor.js';
import type { ProcessStore } from './process-store.js';

const BATCH = 50;
const LOCK_MS = 15_000;
/** Subscriptions that were lost before this process began are looked for once; then only such as others may just have left. */
const RECENT_MS = 300_000;
/** Expired messages stay so long, so that a repeated publication of one is still known. */
const REMEMBER_MS = 3_600_000;
const PURGE_EVERY_MS = 60_000;

/** Finishes what a lost process left behind: outbox commands, messages beside open subscriptions, expired messages. */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;
  private purgedAt = 0;
  private hasLookedBack = false;

  constructor(
    private readonly store: ProcessStore,
    private readonly clock: Clock,
    private readonly outbox: OutboxExecutor,
    private readonly correlator: MessageCorrelator,
    private readonly everyMs: number,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.sweep(), this.everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.sweeping;
  }

  /** One round; a second one does not start while one is under way. */
  sweep(): Promise<void> {
    this.sweeping ??= this.round().finally(() => (this.sweeping = null));
    return this.sweeping;
  }

  private async round(): Promise<void> {
    await this.guarded('outbox', () => this.sweepOutbox());
    await this.guarded('messages', () => this.sweepMessages());
    await this.guarded('purge', () => this.purge());
  }

  private async sweepOutbox(): Promise<void> {
    for (;;) {
      const commands = await this.store.takeOutbox(this.clock.now(), BATCH, LOCK_MS);
      for (const command of commands) await this.guarded(`outbox command ${command.key}`, () => this.outbox.carryOut(command));
      if (commands.length < BATCH) return;
    }
  }

  private async sweepMessages(): Promise<void> {
    const now = this.clock.now();
    const unmatched = await this.store.unmatchedMessages(now, this.hasLookedBack ? now - RECENT_MS : 0, BATCH);
    for (const { message, subscriptionKey, instanceKey, processId } of unmatched) {
      await this.guarded(`message ${message.key}`, () => this.correlator.deliver(message, subscriptionKey, instanceKey, processId));
    }
    if (unmatched.length < BATCH) this.hasLookedBack = true;
  }

  private async purge(): Promise<void> {
    const now = this.clock.now();
    if (now - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = now;
    while ((await this.store.purgeMessages(now - REMEMBER_MS, 200)) === 200);
  }

  private async guarded(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.onError(error, what);
    }
  }
}
