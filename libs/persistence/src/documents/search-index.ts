import { indexedText, indexedWord, searchWords } from '@vanthu/documents';
import type { EntityManager } from 'typeorm';
import type { Dialect } from '../data-source.js';
import { DocumentRow } from './document.entity.js';
import { RecipientLineRow } from './document-parts.entity.js';

const MOST_WORDS = 10;

/** Makes the document findable as it is now, in every field and in the text of its files. */
export async function indexDocument(manager: EntityManager, documentId: string): Promise<void> {
  const row = await manager.findOneByOrFail(DocumentRow, { id: documentId });
  const lines = await manager.find(RecipientLineRow, { select: { name: true, id: true }, where: { documentId } });
  const text = [
    row.notation, row.subject, row.counterpart, row.signerName, row.arrivalNumber, row.issueNumber, row.externalId,
    row.directive?.text, row.body, ...lines.map((line) => line.name), row.fileText,
  ];
  await replaceWords(manager, documentId, indexedText(text.filter((each) => each !== null && each !== undefined).join('\n')));
}

async function replaceWords(manager: EntityManager, documentId: string, words: string): Promise<void> {
  if (manager.dataSource.options.type === 'better-sqlite3') {
    await manager.query('DELETE FROM document_search WHERE rowid = CAST(? AS INTEGER)', [documentId]);
    await manager.query('INSERT INTO document_search (rowid, words) VALUES (CAST(? AS INTEGER), ?)', [documentId, words]);
    return;
  }
  await manager.query('INSERT INTO document_search (document_id, words) VALUES (?, ?) ON DUPLICATE KEY UPDATE words = VALUES(words)', [documentId, words]);
}

export interface SearchClause {
  /** A condition on `document.id`, with the parameter `:match`. */
  readonly sql: string;
  readonly match: string;
}

/** Every word must occur, the last one may be a beginning. Null when `text` holds no word. */
export function searchClause(dialect: Dialect, text: string): SearchClause | null {
  const words = searchWords(text).slice(0, MOST_WORDS);
  const last = words.pop();
  if (last === undefined) return null;
  if (dialect === 'sqlite') {
    const match = [...words.map((word) => `"${indexedWord(word)}"`), `"${last}"*`].join(' ');
    return { sql: 'document.id IN (SELECT rowid FROM document_search WHERE document_search MATCH :match)', match };
  }
  const match = [...words.map((word) => `+${indexedWord(word)}`), `+${last}*`].join(' ');
  return { sql: 'document.id IN (SELECT document_id FROM document_search WHERE MATCH (words) AGAINST (:match IN BOOLEAN MODE))', match };
}

/**
 * The same condition looked up in the words of each document, for MariaDB: its full-text index goes through every document that has the words
 * before it gives the first, which takes long where most have them. Null when `text` holds no word.
 */
export function wordsClause(text: string): { readonly sql: string; readonly patterns: Readonly<Record<string, string>> } | null {
  const words = searchWords(text).slice(0, MOST_WORDS);
  const last = words.pop();
  if (last === undefined) return null;
  const patterns = [...words.map((word) => `% ${escaped(indexedWord(word))} %`), `% ${escaped(last)}%`];
  const all = patterns.map((_, index) => `CONCAT(' ', found.words, ' ') LIKE :pattern${index} ESCAPE '!'`).join(' AND ');
  return {
    sql: `EXISTS (SELECT 1 FROM document_search found WHERE found.document_id = document.id AND ${all})`,
    patterns: Object.fromEntries(patterns.map((pattern, index) => [`pattern${index}`, pattern])),
  };
}

function escaped(word: string): string {
  return word.replace(/[!%_]/g, '!$&');
}
