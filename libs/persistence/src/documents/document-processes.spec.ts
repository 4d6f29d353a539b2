import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { DocumentProcesses } from './document-processes.js';

describe.each(testDatabases())('DocumentProcesses on $name', (databases) => {
  let database: Database;
  let processes: DocumentProcesses;

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    processes = new DocumentProcesses(database);
  });
  afterAll(async () => {
    await database?.close();
    await databases.stop();
  });

  const instance = (key: string, parent: string | null) =>
    database.dataSource.query(
      `INSERT INTO process_instance (instance_key, definition_key, process_id, status, has_incident, parent_instance_key, root_instance_key, start_element_id, started_at)
       VALUES (?, '1', 'p', 'active', 0, ?, ?, 's', 0)`,
      [key, parent, parent ?? key],
    );

  it('finds the document of called instances upwards, and stops at a link of their own', async () => {
    // given: inbound 10 → outbound 20 (its own document) → approval 30
    await instance('10', null);
    await instance('20', '10');
    await instance('30', '20');
    await processes.link('10', '100');
    await processes.link('20', '200');
    await processes.link('20', '200');
    // when
    const documents = await processes.documentsOf(['10', '20', '30', '99']);
    // then
    expect(Object.fromEntries(documents)).toEqual({ '10': '100', '20': '200', '30': '200' });
    expect(await processes.instancesOf('100')).toEqual(['10']);
    expect(await processes.instancesOf('200')).toEqual(['20', '30']);
  });

  it('finds documents without a process, but not those that a step made or that are younger', async () => {
    // given
    const document = (id: string, status: string, onceKey: string | null, createdAt: number) =>
      database.dataSource.query(
        `INSERT INTO document (id, revision, direction, status, agency_id, type, notation, subject, body, urgency, counterpart, signer_name, signer_title, file_text, once_key, created_at, updated_at)
         VALUES (?, 0, 'inbound', ?, 'Z01', 'CV', '', '', '', 0, '', '', '', '', ?, ?, 0)`,
        [id, status, onceKey, createdAt],
      );
    await document('301', 'received', null, 10);
    await document('302', 'received', 'step', 10);
    await document('303', 'registered', null, 10);
    await document('304', 'received', null, 99);
    await document('305', 'received', null, 10);
    await processes.link('40', '305');
    // then
    expect(await processes.unattended(50, 10)).toEqual([{ documentId: '301', direction: 'inbound' }]);
  });
});
