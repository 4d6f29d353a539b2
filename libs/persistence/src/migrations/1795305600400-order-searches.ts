import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Index {
  readonly table: string;
  readonly name: string;
  readonly on: string;
  /** The one it is in the place of. */
  readonly before?: { readonly name: string; readonly on: string };
}

/**
 * Searches at a hundred thousand rows and more: by element, by the state of jobs, newest instances of a process first, and whether an element
 * has an open incident, for which SQLite went through all open ones. Indices are made wider rather than more, as each is paid for by every
 * commit; those of tasks and elements have no state that changes with a completion, as among a million tasks each change is a page to write.
 */
const indices: readonly Index[] = [
  { table: 'incident', name: 'ix_incident_element_state', on: 'element_instance_key, state, incident_key', before: { name: 'ix_incident_element', on: 'element_instance_key' } },
  { table: 'element_instance', name: 'ix_element_instance_instance', on: 'instance_key, element_id', before: { name: 'ix_element_instance_instancekey', on: 'instance_key' } },
  { table: 'element_instance', name: 'ix_element_instance_element', on: 'element_id, instance_key' },
  { table: 'process_instance', name: 'ix_process_instance_definition_started', on: 'definition_key, status, started_at, instance_key', before: { name: 'ix_process_instance_definition', on: 'definition_key, instance_key' } },
  { table: 'process_instance', name: 'ix_process_instance_process_started', on: 'process_id, status, started_at, instance_key', before: { name: 'ix_process_instance_processid_status_instancekey', on: 'process_id, status, instance_key' } },
  { table: 'user_task', name: 'ix_user_task_assignee_key', on: 'assignee, task_key', before: { name: 'ix_user_task_assignee', on: 'assignee, state, task_key' } },
  { table: 'job', name: 'ix_job_state', on: 'state, job_key' },
];

export class OrderSearches1795305600400 implements MigrationInterface {
  readonly name = 'OrderSearches1795305600400';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, name, on, before } of indices) {
      await create(runner, table, name, on);
      if (before) await drop(runner, table, before.name);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, name, before } of indices) {
      if (before) await create(runner, table, before.name, before.on);
      await drop(runner, table, name);
    }
  }
}

async function create(runner: QueryRunner, table: string, name: string, on: string): Promise<void> {
  await runner.query(`CREATE INDEX ${name} ON ${table} (${on})`);
}

async function drop(runner: QueryRunner, table: string, name: string): Promise<void> {
  await runner.query(`DROP INDEX ${name}${runner.connection.options.type === 'better-sqlite3' ? '' : ` ON ${table}`}`);
}
