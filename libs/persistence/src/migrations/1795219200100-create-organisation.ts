import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, nullable, primary } from '../database/columns.js';

export class CreateOrganisation1795219200100 implements MigrationInterface {
  readonly name = 'CreateOrganisation1795219200100';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner)) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables(runner).reverse()) await runner.dropTable(table.name);
  }
}

function tables(runner: QueryRunner): Table[] {
  const column = columnsFor(runner);
  return [
    new Table({
      name: 'org_unit',
      columns: [
        column.id('id', 64, primary),
        column.text('name', 200),
        column.id('search_text', 400),
        column.text('abbreviation', 40),
        column.id('parent_id', 64, nullable),
        column.id('org_class', 40),
        column.id('organ_id', 35, nullable),
        column.id('agency_id', 64),
        column.flag('is_hosted'),
        column.longText('capabilities'),
        column.text('place', 100),
      ],
      indices: [{ name: 'org_unit_parent', columnNames: ['parent_id'] }, { name: 'org_unit_organ', columnNames: ['organ_id'], isUnique: true }],
    }),
    new Table({
      name: 'person',
      columns: [
        column.id('username', 64, primary),
        column.text('display_name', 100),
        column.text('title', 100),
        column.id('unit_id', 64),
        column.text('email', 254, nullable),
        column.id('password_hash', 255, nullable),
        column.flag('is_active'),
        column.big('created_at'),
      ],
      indices: [{ name: 'person_unit', columnNames: ['unit_id'] }],
    }),
    new Table({
      name: 'role_assignment',
      columns: [column.id('username', 64, primary), column.id('role', 40, primary), column.id('unit_id', 64, primary)],
      indices: [{ name: 'role_assignment_group', columnNames: ['role', 'unit_id'] }],
    }),
    new Table({
      name: 'session',
      columns: [column.id('token_hash', 64, primary), column.id('username', 64), column.id('csrf_token', 64), column.big('created_at'), column.big('expires_at')],
      indices: [{ name: 'session_expiry', columnNames: ['expires_at'] }, { name: 'session_user', columnNames: ['username'] }],
    }),
    new Table({
      name: 'signing_session',
      columns: [
        column.id('id', 64, primary),
        column.big('task_key'),
        column.big('document_id'),
        column.id('username', 64),
        column.longText('state'),
        column.big('expires_at'),
        column.big('used_at', nullable),
      ],
      indices: [{ name: 'signing_session_expiry', columnNames: ['expires_at'] }],
    }),
  ];
}
