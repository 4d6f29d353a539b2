import type { Key } from '@vanthu/model';
import type { DocumentProcesses } from '@vanthu/persistence';

const MOST_REMEMBERED = 10_000;

/** Ties process instances to the document their jobs name; each instance is written down once. */
export class CaseLinks {
  private readonly linked = new Set<Key>();

  constructor(private readonly processes: Pick<DocumentProcesses, 'link'>) {}

  /** `documentId`: the variable of that name, whatever a diagram put there. */
  async note(instanceKey: Key, documentId: unknown): Promise<void> {
    if (this.linked.has(instanceKey) || typeof documentId !== 'string' || !/^\d{1,19}$/.test(documentId)) return;
    await this.processes.link(instanceKey, documentId);
    this.linked.add(instanceKey);
    const [oldest] = this.linked;
    if (this.linked.size > MOST_REMEMBERED && oldest !== undefined) this.linked.delete(oldest);
  }
}
