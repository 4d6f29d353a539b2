import type { Key } from '@vanthu/model';
import type { Database } from '../data-source.js';
import { BatchedRead } from '../database/batched-read.js';
import { isUniqueViolation } from '../database/database-error.js';

/** How deep call activities nest at most when a document is looked for upwards. */
const DEEPEST_CALL = 8;

/** Which process instances are about which document. A called instance without a link of its own is about its caller's document. */
export class DocumentProcesses {
  private readonly links = new BatchedRead((instanceKeys) => this.documentsOf(instanceKeys));

  constructor(private readonly database: Database) {}

  /** The same link again changes nothing. */
  async link(instanceKey: Key, documentId: Key): Promise<void> {
    try {
      await this.query('INSERT INTO process_document (instance_key, document_id) VALUES (?, ?)', [instanceKey, documentId]);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }

  /** The document that the instance is about, if any. */
  documentOf(instanceKey: Key): Promise<Key | null> {
    return this.links.get(instanceKey);
  }

  /** The documents that these instances are about; instances that are about none are left out. */
  async documentsOf(instanceKeys: readonly Key[]): Promise<Map<Key, Key>> {
    const found = new Map<Key, Key>();
    let climbing = new Map([...new Set(instanceKeys)].map((key) => [key, key]));
    for (let depth = 0; depth < DEEPEST_CALL && climbing.size > 0; depth++) {
      const at = [...new Set(climbing.values())];
      const links = await this.query<{ instance_key: Key; document_id: Key }>(`SELECT instance_key, document_id FROM process_document WHERE instance_key IN (${marks(at)})`, at);
      const documentOf = new Map(links.map((row) => [row.instance_key, row.document_id]));
      for (const [asked, now] of climbing) {
        const document = documentOf.get(now);
        if (document) found.set(asked, document);
      }
      climbing = await this.callersOf(new Map([...climbing].filter(([asked]) => !found.has(asked))));
    }
    return found;
  }

  /** Instances about the document, called ones included, oldest first. */
  async instancesOf(documentId: Key): Promise<Key[]> {
    const linked = await this.query<{ instance_key: Key }>('SELECT instance_key FROM process_document WHERE document_id = ? ORDER BY instance_key', [documentId]);
    const all = new Set(linked.map((row) => row.instance_key));
    let callers = [...all];
    for (let depth = 0; depth < DEEPEST_CALL && callers.length > 0; depth++) {
      const called = await this.query<{ instance_key: Key }>(
        `SELECT i.instance_key FROM process_instance i LEFT JOIN process_document d ON d.instance_key = i.instance_key
         WHERE i.parent_instance_key IN (${marks(callers)}) AND (d.document_id IS NULL OR d.document_id = ?)`,
        [...callers, documentId],
      );
      callers = called.map((row) => row.instance_key).filter((key) => !all.has(key));
      for (const key of callers) all.add(key);
    }
    return [...all].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  /**
   * Documents that nobody works on because the server died between accepting them and starting their process: no step of a process
   * made them, and no process is about them. Oldest first. `before` epoch ms.
   */
  async unattended(before: number, limit: number, after: Key = '0'): Promise<{ readonly documentId: Key; readonly direction: 'inbound' | 'outbound' }[]> {
    const rows = await this.database.dataSource.query(
      `SELECT document.id, document.direction FROM document LEFT JOIN process_document link ON link.document_id = document.id
       WHERE document.status IN ('received', 'draft') AND document.once_key IS NULL AND link.document_id IS NULL AND document.created_at < ? AND document.id > ? ORDER BY document.id LIMIT ${Math.trunc(limit)}`,
      [before, after],
    ) as { id: Key; direction: 'inbound' | 'outbound' }[];
    return rows.map((row) => ({ documentId: String(row.id), direction: row.direction }));
  }

  private async callersOf(climbing: ReadonlyMap<Key, Key>): Promise<Map<Key, Key>> {
    const at = [...new Set(climbing.values())];
    if (at.length === 0) return new Map();
    const rows = await this.query<{ instance_key: Key; parent_instance_key: Key | null }>(
      `SELECT instance_key, parent_instance_key FROM process_instance WHERE instance_key IN (${marks(at)})`, at);
    const parentOf = new Map(rows.map((row) => [row.instance_key, row.parent_instance_key]));
    return new Map([...climbing].flatMap(([asked, now]) => {
      const parent = parentOf.get(now);
      return parent ? [[asked, parent] as const] : [];
    }));
  }

  private query<T>(sql: string, parameters: readonly Key[]): Promise<T[]> {
    return this.database.dataSource.query(sql, [...parameters]) as Promise<T[]>;
  }
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}
