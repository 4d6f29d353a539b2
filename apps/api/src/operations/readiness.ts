import type { Database } from '@vanthu/persistence';

/** Whether the server can do its work now. */
export class Readiness {
  private isStopping = false;

  constructor(private readonly database: Database) {}

  stop(): void {
    this.isStopping = true;
  }

  /** In words for an operator; empty when all is well. */
  async missing(): Promise<string[]> {
    if (this.isStopping) return ['shutting down'];
    const answers = await this.database.dataSource.query('SELECT 1').then(() => true, () => false);
    return answers ? [] : ['database'];
  }
}
