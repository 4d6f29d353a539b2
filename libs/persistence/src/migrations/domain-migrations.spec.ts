import { afterAll, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { openDatabase, type Database } from '../data-source.js';
import { testDatabases } from '../testing/index.js';
import { CreateOrganisation1795219200100 } from './1795219200100-create-organisation.js';
import { CreateDocuments1795219200200 } from './1795219200200-create-documents.js';
import { CreateRegisters1795219200300 } from './1795219200300-create-registers.js';

describe.each(testDatabases())('migrations of the domain on $name', (databases) => {
  const opened: Database[] = [];

  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
    await databases.stop();
  });

  const tables = ['org_unit', 'person', 'document', 'document_search', 'register_entry', 'audit_head', 'exchange_message', 'signing_session'];
  const present = async (runner: QueryRunner) => {
    const found: string[] = [];
    for (const table of tables) {
      await runner.query(`SELECT COUNT(*) FROM ${table}`).then(
        () => found.push(table),
        () => undefined,
      );
    }
    return found;
  };

  it('go up, down and up again', async () => {
    // given
    const database = await openDatabase(await databases.fresh());
    opened.push(database);
    const runner = database.dataSource.createQueryRunner();
    const all = [new CreateOrganisation1795219200100(), new CreateDocuments1795219200200(), new CreateRegisters1795219200300()];
    expect(await present(runner)).toEqual(tables);
    // when
    for (const migration of all.toReversed()) await migration.down(runner);
    // then
    expect(await present(runner)).toEqual([]);
    // when
    for (const migration of all) await migration.up(runner);
    // then
    expect(await present(runner)).toEqual(tables);
    await runner.release();
  }, 90_000);
});
