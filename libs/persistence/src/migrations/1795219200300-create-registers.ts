import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, nullable, primary, type ColumnTypes } from '../database/columns.js';

/** Registers, the audit chain and the log of messages to and from the outside. */
export class CreateRegisters1795219200300 implements MigrationInterface {
  readonly name = 'CreateRegisters1795219200300';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner)) await runner.createTable(table);
    await runner.query('INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, ?)', ['0'.repeat(64)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner).reverse()) await runner.dropTable(table.name);
  }
}

function tables(runner: QueryRunner): Table[] {
  const column = columnsFor(runner);
  return [...registerTables(column), ...auditTables(column), exchangeTable(column)];
}

function registerTables(column: ColumnTypes): Table[] {
  return [
    new Table({
      name: 'register_book',
      columns: [
        column.big('id', primary),
        column.id('agency_id', 64),
        column.id('direction', 8),
        column.id('name', 200),
        column.integer('year'),
        column.integer('next_number'),
        column.big('opened_at'),
        column.big('closed_at', nullable),
      ],
      indices: [{ name: 'register_book_year', columnNames: ['agency_id', 'direction', 'name', 'year'], isUnique: true }],
    }),
    new Table({
      name: 'register_entry',
      columns: [
        column.big('id', primary),
        column.big('register_id'),
        column.integer('number'),
        column.big('document_id'),
        column.id('date', 10),
        column.text('keeper', 200),
        column.integer('copies'),
        column.id('forwarded_on', 10, nullable),
        column.text('note', 500),
        column.big('created_at'),
      ],
      indices: [
        { name: 'register_entry_number', columnNames: ['register_id', 'number'], isUnique: true },
        { name: 'register_entry_document', columnNames: ['document_id', 'register_id'], isUnique: true },
      ],
    }),
  ];
}

function auditTables(column: ColumnTypes): Table[] {
  return [
    new Table({
      name: 'audit_entry',
      columns: [
        column.big('sequence', primary),
        column.big('at'),
        column.id('actor', 64),
        column.id('action', 60),
        column.big('document_id', nullable),
        column.longText('facts'),
        column.id('previous_hash', 64),
        column.id('hash', 64),
      ],
      indices: [{ name: 'audit_entry_document', columnNames: ['document_id'] }],
    }),
    new Table({ name: 'audit_head', columns: [column.big('id', primary), column.big('sequence'), column.id('hash', 64)] }),
  ];
}

function exchangeTable(column: ColumnTypes): Table {
  return new Table({
    name: 'exchange_message',
    columns: [
      column.big('id', primary),
      column.id('direction', 8),
      column.id('channel', 8),
      column.id('kind', 12),
      column.id('idempotency_key', 255),
      column.big('document_id', nullable),
      column.big('line_id', nullable),
      column.text('counterpart', 254),
      column.id('external_id', 255, nullable),
      column.id('sha256', 64, nullable),
      column.id('state', 8),
      column.integer('attempts'),
      column.text('last_error', 1000),
      column.big('created_at'),
      column.big('updated_at'),
    ],
    indices: [
      { name: 'exchange_message_once', columnNames: ['direction', 'idempotency_key'], isUnique: true },
      { name: 'exchange_message_document', columnNames: ['document_id'] },
      { name: 'exchange_message_external', columnNames: ['external_id'] },
    ],
  });
}
