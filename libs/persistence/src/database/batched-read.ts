interface Settle<T> {
  readonly resolve: (found: T | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads single rows of many callers together: what is asked for in one turn of the event loop, or while a statement is under way, goes
 * into one statement. A result is never older than the call.
 */
export class BatchedRead<T> {
  private waiting = new Map<string, Settle<T> & { readonly promise: Promise<T | null> }>();
  private isReading = false;

  constructor(
    private readonly readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
    private readonly limit = 64,
  ) {}

  get(key: string): Promise<T | null> {
    const known = this.waiting.get(key);
    if (known) return known.promise;
    let settle: Settle<T> = { resolve: () => undefined, reject: () => undefined };
    const promise = new Promise<T | null>((resolve, reject) => (settle = { resolve, reject }));
    this.waiting.set(key, { promise, ...settle });
    if (!this.isReading) void this.drain();
    return promise;
  }

  private async drain(): Promise<void> {
    this.isReading = true;
    await endOfTurn();
    while (this.waiting.size > 0) await this.readNext();
    this.isReading = false;
  }

  private async readNext(): Promise<void> {
    const batch = [...this.waiting].slice(0, this.limit);
    for (const [key] of batch) this.waiting.delete(key);
    try {
      const found = await this.readMany(batch.map(([key]) => key));
      for (const [key, { resolve }] of batch) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const [, { reject }] of batch) reject(error);
    }
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
