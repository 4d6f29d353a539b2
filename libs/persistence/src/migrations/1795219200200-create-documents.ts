import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, nullable, primary, type ColumnTypes } from '../database/columns.js';

export class CreateDocuments1795219200200 implements MigrationInterface {
  readonly name = 'CreateDocuments1795219200200';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner)) await runner.createTable(table);
    await createSearch(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (isSqlite(runner)) await runner.query('DROP TABLE document_search');
    else await runner.dropTable('document_search');
    for (const table of tables(runner).reverse()) await runner.dropTable(table.name);
  }
}

const isSqlite = (runner: QueryRunner): boolean => runner.dataSource.options.type === 'better-sqlite3';

/** Full-text search is the one thing the two databases have no common word for. The rows hold words already folded. */
async function createSearch(runner: QueryRunner): Promise<void> {
  if (isSqlite(runner)) {
    await runner.query(`CREATE VIRTUAL TABLE document_search USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 tokenchars '_'")`);
    return;
  }
  const column = columnsFor(runner);
  await runner.createTable(
    new Table({
      name: 'document_search',
      columns: [column.big('document_id', primary), column.longText('words')],
      indices: [{ name: 'document_search_words', columnNames: ['words'], isFulltext: true }],
    }),
  );
}

function tables(runner: QueryRunner): Table[] {
  const column = columnsFor(runner);
  return [documentTable(column), fileTable(column), linkTable(column), participantTable(column), lineTable(column), lineStatusTable(column), trailTable(column), intakeTable(column)];
}

function documentTable(column: ColumnTypes): Table {
  return new Table({
    name: 'document',
    columns: [
      column.big('id', primary),
      column.integer('revision'),
      column.id('direction', 8),
      column.id('status', 20),
      column.id('agency_id', 64),
      column.id('unit_id', 64, nullable),
      column.id('drafter', 64, nullable),
      column.id('type', 8),
      column.text('notation', 100),
      column.text('subject', 500),
      column.longText('body'),
      column.integer('urgency'),
      column.id('document_date', 10, nullable),
      column.id('due_date', 10, nullable),
      column.text('counterpart', 200),
      column.id('channel', 8, nullable),
      column.id('sender_organ_id', 35, nullable),
      column.text('sender_email', 254, nullable),
      column.text('signer_name', 200),
      column.text('signer_title', 200),
      column.id('external_id', 255, nullable),
      column.id('once_key', 120, nullable),
      column.id('duplicate_key', 400, nullable),
      column.big('duplicate_of_id', nullable),
      column.integer('arrival_number', nullable),
      column.id('arrival_date', 10, nullable),
      column.integer('issue_number', nullable),
      column.id('issue_date', 10, nullable),
      column.text('register_name', 200, nullable),
      column.longText('approval', nullable),
      column.longText('directive', nullable),
      column.longText('verification', nullable),
      column.big('process_instance_key', nullable),
      column.longText('file_text'),
      column.big('created_at'),
      column.big('updated_at'),
      column.big('archived_at', nullable),
      column.text('archive_location', 500, nullable),
    ],
    indices: [
      { name: 'document_agency', columnNames: ['agency_id', 'direction', 'id'] },
      { name: 'document_status', columnNames: ['agency_id', 'status', 'id'] },
      { name: 'document_once', columnNames: ['once_key'], isUnique: true },
      { name: 'document_external', columnNames: ['external_id'] },
      { name: 'document_duplicate', columnNames: ['agency_id', 'duplicate_key'] },
      { name: 'document_process', columnNames: ['process_instance_key'] },
    ],
  });
}

function fileTable(column: ColumnTypes): Table {
  return new Table({
    name: 'document_file',
    columns: [
      column.big('id', primary),
      column.big('document_id'),
      column.text('name', 255),
      column.id('media_type', 100),
      column.big('size'),
      column.id('sha256', 64),
      column.id('role', 12),
      column.integer('version'),
      column.big('created_at'),
    ],
    indices: [
      { name: 'document_file_version', columnNames: ['document_id', 'role', 'version'], isUnique: true },
      { name: 'document_file_content', columnNames: ['sha256'] },
    ],
  });
}

function linkTable(column: ColumnTypes): Table {
  return new Table({
    name: 'document_link',
    columns: [column.big('from_id', primary), column.id('relation', 20, primary), column.big('to_id', primary)],
    indices: [{ name: 'document_link_back', columnNames: ['to_id'] }],
  });
}

function participantTable(column: ColumnTypes): Table {
  return new Table({
    name: 'document_participant',
    columns: [column.id('principal', 70, primary), column.big('document_id', primary)],
    indices: [{ name: 'document_participant_document', columnNames: ['document_id'] }],
  });
}

function lineTable(column: ColumnTypes): Table {
  return new Table({
    name: 'recipient_line',
    columns: [
      column.big('id', primary),
      column.big('document_id'),
      column.integer('ordinal'),
      column.id('unit_id', 64, nullable),
      column.id('organ_id', 35, nullable),
      column.text('name', 200),
      column.id('purpose', 12),
      column.text('email', 254, nullable),
      column.longText('channels'),
      column.text('policy_rule', 200, nullable),
      column.flag('no_paper'),
      column.id('delivery', 8),
    ],
    indices: [{ name: 'recipient_line_order', columnNames: ['document_id', 'ordinal'], isUnique: true }],
  });
}

function lineStatusTable(column: ColumnTypes): Table {
  return new Table({
    name: 'recipient_line_status',
    columns: [
      column.big('id', primary),
      column.big('line_id'),
      column.id('code', 8),
      column.text('description', 1000),
      column.id('at', 40),
      column.text('by', 200),
      column.id('report_hash', 64),
    ],
    indices: [{ name: 'recipient_line_status_once', columnNames: ['line_id', 'report_hash'], isUnique: true }],
  });
}

function trailTable(column: ColumnTypes): Table {
  return new Table({
    name: 'trail_entry',
    columns: [
      column.big('id', primary),
      column.big('document_id'),
      column.big('at'),
      column.text('who', 200),
      column.id('act', 40),
      column.longText('facts'),
      column.text('note', 2000),
      column.id('once_key', 120, nullable),
    ],
    indices: [
      { name: 'trail_entry_document', columnNames: ['document_id', 'id'] },
      { name: 'trail_entry_once', columnNames: ['document_id', 'once_key'], isUnique: true },
    ],
  });
}

function intakeTable(column: ColumnTypes): Table {
  return new Table({
    name: 'intake',
    columns: [
      column.id('deduplication_key', 255, primary),
      column.id('agency_id', 64),
      column.id('channel', 8),
      column.big('document_id', nullable),
      column.id('refusal', 40, nullable),
      column.big('received_at'),
    ],
    indices: [{ name: 'intake_document', columnNames: ['document_id'] }],
  });
}
