import type { CommitMember, CommitOutcome, ProcessStore } from './process-store.js';

interface Waiting {
  readonly member: CommitMember;
  readonly size: number;
  readonly resolve: (outcome: CommitOutcome) => void;
  readonly reject: (error: unknown) => void;
}

const MEMBERS = 64;
const BYTES = 1_000_000;

/** While as many transactions are under way as the store writes side by side, what is ready waits and goes into the next one together. */
export class CommitQueue {
  private readonly waiting: Waiting[] = [];
  private readonly drains = new Set<Promise<void>>();
  private taking = 0;

  constructor(private readonly store: Pick<ProcessStore, 'commit' | 'commitsAtOnce'>) {}

  /** Resolves when the member is on disk or has been refused; rejects when the database failed, and then nothing of it is written. */
  add(member: CommitMember): Promise<CommitOutcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ member, size: sizeOf(member), resolve, reject });
      if (this.taking < this.store.commitsAtOnce) this.beginDrain();
    });
  }

  /** Resolves when all that was added has been answered. */
  async idle(): Promise<void> {
    while (this.drains.size > 0) await Promise.all(this.drains);
  }

  private beginDrain(): void {
    this.taking += 1;
    const drain: Promise<void> = this.drain().finally(() => this.drains.delete(drain));
    this.drains.add(drain);
  }

  private async drain(): Promise<void> {
    // Everything that becomes ready in this turn of the event loop goes into the first transaction already.
    await endOfTurn();
    while (this.waiting.length > 0) await this.commit(this.take());
    // In the same turn in which it found nothing: what is added afterwards begins another one.
    this.taking -= 1;
  }

  private take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { size } of this.waiting) {
      if (count === MEMBERS || (count > 0 && bytes + size > BYTES)) break;
      bytes += size;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.store.commit(batch.map((each) => each.member));
      batch.forEach((each, index) => each.resolve(outcomes[index] as CommitOutcome));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      // One of them cannot be written: alone, it harms nobody.
      else for (const each of batch) await this.commit([each]);
    }
  }
}

/** About how many bytes it will be on the wire. */
function sizeOf({ snapshot, events, outbox }: CommitMember): number {
  let size = (snapshot?.length ?? 0) + events.length * 200 + outbox.length * 500;
  for (const event of events) if (event.type === 'VariableSet' && typeof event.value === 'string') size += event.value.length;
  return size;
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
