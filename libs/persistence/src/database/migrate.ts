import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { DatabaseError } from './database-error.js';

/** Runs what is pending, under a lock: two processes may start at once. */
export async function migrate(dataSource: DataSource, dialect: 'sqlite' | 'mariadb'): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await (dialect === 'sqlite' ? migrateSqlite(dataSource, runner) : migrateMariadb(dataSource, runner));
  } finally {
    await runner.release();
  }
}

async function migrateSqlite(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  await runner.query('PRAGMA foreign_keys = OFF');
  await runner.startTransaction();
  try {
    await execute(dataSource, runner);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
  await runner.query('PRAGMA foreign_keys = ON');
}

async function migrateMariadb(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const name = `vanthu.migrations.${String(dataSource.options.database)}`.slice(0, 64);
  const rows = (await runner.query('SELECT GET_LOCK(?, 120) AS taken', [name])) as { taken: unknown }[];
  if (Number(rows[0]?.taken) !== 1) throw new DatabaseError('BUSY', 'Another process has been changing the schema for two minutes.');
  try {
    await execute(dataSource, runner);
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [name]);
  }
}

async function execute(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
}
