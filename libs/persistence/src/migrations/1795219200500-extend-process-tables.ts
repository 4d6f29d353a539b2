import { Table, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { columnsFor, nullable, primary } from '../database/columns.js';

/** Start events of every kind, signals, deleted versions, suspended instances, jobs by unit, compressed snapshots. */
export class ExtendProcessTables1795219200500 implements MigrationInterface {
  readonly name = 'ExtendProcessTables1795219200500';

  async up(runner: QueryRunner): Promise<void> {
    const { big, integer, id } = columnsFor(runner);
    const place = [big('instance_key'), id('process_id', 150), id('org_unit_id', 64, nullable), big('element_instance_key'), id('element_id', 255)];
    const start = [big('definition_key', primary), id('element_id', 255, primary), id('kind', 16, primary), id('event_name', 150, primary), id('process_id', 150), id('tenant_id', 64)];
    const due = [id('process_id', 150), id('tenant_id', 64), id('element_id', 255), big('due_at'), big('available_at'), integer('remaining'), id('interval', 255, nullable)];
    await create(runner, 'signal_subscription', [big('subscription_key', primary), ...place, id('signal_name', 150), big('opened_at')], ['signal_name', 'subscription_key']);
    await create(runner, 'start_timer', [big('timer_key', primary), big('definition_key'), ...due], ['available_at', 'timer_key'], ['process_id', 'tenant_id']);
    await create(runner, 'start_event', start, ['kind', 'event_name']);
    await runner.query("INSERT INTO start_event (definition_key, element_id, kind, event_name, process_id, tenant_id) SELECT definition_key, element_id, 'message', message_name, process_id, tenant_id FROM start_subscription");
    await runner.dropTable('start_subscription');
    for (const [table, column, definition] of added(isSqlite(runner))) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
    for (const [table, index] of indices) await runner.createIndex(table, index);
    await changeSnapshots(runner, 'longblob');
  }

  async down(runner: QueryRunner): Promise<void> {
    const { big, id } = columnsFor(runner);
    await changeSnapshots(runner, 'longtext');
    for (const [table, index] of indices) await runner.dropIndex(table, index);
    for (const [table, column] of added(isSqlite(runner))) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    await create(runner, 'start_subscription', [big('definition_key', primary), id('element_id', 255, primary), id('process_id', 150), id('tenant_id', 64), id('message_name', 150)], ['message_name']);
    for (const table of ['start_event', 'start_timer', 'signal_subscription']) await runner.dropTable(table);
  }
}

/** Plain SQL: TypeORM would copy whole tables on SQLite, and lose which columns may be null. */
function added(onSqlite: boolean): readonly (readonly [string, string, string])[] {
  const words = onSqlite ? '' : ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
  return [
    ['process_definition', 'deleted_at', 'bigint NULL'],
    ['process_instance', 'suspended_at', 'bigint NULL'],
    ['job', 'tenant_id', `varchar(64)${words} NOT NULL DEFAULT '<default>'`],
  ];
}

function isSqlite(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'better-sqlite3';
}

const indices: readonly (readonly [string, TableIndex])[] = [
  ['message_subscription', new TableIndex({ name: 'ix_message_subscription_instancekey', columnNames: ['instance_key'] })],
  ['job', new TableIndex({ name: 'ix_job_type_tenantid_availableat_jobkey', columnNames: ['type', 'tenant_id', 'available_at', 'job_key'] })],
  ['timer', new TableIndex({ name: 'ix_timer_instancekey', columnNames: ['instance_key'] })],
];

async function create(runner: QueryRunner, name: string, columns: TableColumnOptions[], ...on: string[][]): Promise<void> {
  const index = (columnNames: string[]) => ({ name: `ix_${name}_${columnNames.map((each) => each.replace(/_/g, '')).join('_')}`.slice(0, 60), columnNames });
  await runner.createTable(new Table({ name, columns, indices: on.map(index) }));
}

/** Compressed snapshots are bytes. SQLite keeps either in a column of any type; MariaDB's type is changed in place, as JSON text is the same in bytes. */
async function changeSnapshots(runner: QueryRunner, type: 'longblob' | 'longtext'): Promise<void> {
  if (isSqlite(runner)) return;
  const words = type === 'longtext' ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
  await runner.query(`ALTER TABLE process_snapshot MODIFY snapshot ${type}${words} NOT NULL`);
}
