import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexedText } from '@vanthu/documents';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { DocumentReader } from './document-reader.js';

describe.each(testDatabases())('searches among more documents than are looked through one by one, on $name', (databases) => {
  const COUNT = 2_600;
  const FIRST = 1_000_000;
  let database: Database;
  let reader: DocumentReader;

  /** Every document is about "thể lệ", the first hundred about "kế hoạch" as well, one of them about "bảng 50%". */
  const wordsOf = (index: number) => indexedText(['Thể lệ', ...(index < 100 ? ['kế hoạch'] : []), ...(index === 7 ? ['bảng 50% mau!'] : []), `số ${index}`].join(' '));
  const found = async (q: string, limit: number, cursor?: string) => (await reader.list(null, { q, limit, ...(cursor !== undefined && { cursor }) })).items.map(({ id }) => Number(id) - FIRST);

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    reader = new DocumentReader(database);
    const indices = Array.from({ length: COUNT }, (_, index) => index);
    const documents = indices.map((index) => `(${FIRST + index}, 1, '${index % 2 === 0 ? 'inbound' : 'outbound'}', 'received', 'Z01', 'CV', '', '', '', 0, '', '', '', '', 1, 1)`);
    await database.query(`INSERT INTO document (id, revision, direction, status, agency_id, type, notation, subject, body, urgency, counterpart, signer_name, signer_title, file_text, created_at, updated_at) VALUES ${documents.join(', ')}`);
    const key = database.dialect === 'sqlite' ? 'rowid' : 'document_id';
    await database.query(`INSERT INTO document_search (${key}, words) VALUES ${indices.map((index) => `(${FIRST + index}, '${wordsOf(index)}')`).join(', ')}`);
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await databases.stop();
  });

  it('finds what is in all of them page by page, newest first', async () => {
    // when
    const first = await reader.list(null, { q: 'the le', limit: 3 });
    const second = await found('the le', 3, first.nextCursor ?? undefined);

    // then
    expect(first.items.map(({ id }) => Number(id) - FIRST)).toEqual([2599, 2598, 2597]);
    expect(second).toEqual([2596, 2595, 2594]);
    expect(await found('le th', 2)).toEqual([2599, 2598]);
  });

  it.each<readonly [string, string, readonly number[]]>([
    ['only old ones have', 'ke hoach', [99, 98, 97]],
    ['one old one has', 'bang 50 the', [7]],
    ['begins like one', 'so 159', [1599, 1598, 1597]],
    ['is one whole word and the beginning of another', '12 th', [12]],
    ['none has', 'ke hoach 1234', []],
  ])('finds a word that %s', async (_, q, expected) => {
    expect(await found(q, 3)).toEqual(expected);
  });

  it('keeps to the other conditions', async () => {
    expect((await reader.list({ agencyIds: ['Z01'], principals: ['user:an'] }, { q: 'the', direction: 'outbound', limit: 2 })).items.map(({ id }) => Number(id) - FIRST)).toEqual([2599, 2597]);
    expect((await reader.list({ agencyIds: [], principals: ['user:an'] }, { q: 'the', limit: 2 })).items).toEqual([]);
    expect(await found('ke hoach', 200, String(FIRST + 2))).toEqual([1, 0]);
  });
});
