import type { Database } from '@vanthu/persistence';

/** A database that takes longer for nothing serves nobody. */
const PATIENCE_MS = 2_000;

/** Whether the server can do its work now. */
export class Readiness {
  private readonly abort = new AbortController();

  constructor(private readonly database: Database) {}

  /** Aborts when the server begins to stop: who waits for something to happen is answered now. */
  get stopping(): AbortSignal {
    return this.abort.signal;
  }

  stop(): void {
    this.abort.abort();
  }

  /** In words for an operator; empty when all is well. */
  async missing(): Promise<string[]> {
    if (this.abort.signal.aborted) return ['shutting down'];
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
    const answers = this.database.dataSource.query('SELECT 1').then(() => true, () => false);
    return (await Promise.race([answers, late])) ? [] : ['database'];
  }
}
