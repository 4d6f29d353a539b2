import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, primary } from '../database/columns.js';

/** Which document a process instance is about. */
export class LinkDocumentsToProcesses1795219200400 implements MigrationInterface {
  readonly name = 'LinkDocumentsToProcesses1795219200400';

  async up(runner: QueryRunner): Promise<void> {
    const column = columnsFor(runner);
    await runner.createTable(
      new Table({
        name: 'process_document',
        columns: [column.big('instance_key', primary), column.big('document_id')],
        indices: [{ name: 'process_document_document', columnNames: ['document_id', 'instance_key'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('process_document');
  }
}
