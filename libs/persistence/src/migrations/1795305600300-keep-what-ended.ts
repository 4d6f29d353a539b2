import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { decisionRows, errorHash, type JsonValue } from '@vanthu/engine';
import { columnsFor, nullable, primary, type ColumnTypes } from '../database/columns.js';
import { insertDiagramElements } from '../process/search/diagram-elements.js';
import { marks, snake, type Query, type SqlRow } from '../process/sql.js';

const CHUNK = 500;

/** So that searches find what has ended too: jobs and message subscriptions stay, decisions are rows of their own, variables have keys. */
export class KeepWhatEnded1795305600300 implements MigrationInterface {
  readonly name = 'KeepWhatEnded1795305600300';

  async up(runner: QueryRunner): Promise<void> {
    const types = columnsFor(runner);
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    const query = queryOf(runner);
    await addColumns(runner, isSqlite);
    for (const table of newTables(types)) await runner.createTable(table);
    await runner.query(isSqlite ? correlatedSqlite : correlatedMariadb);
    await runner.query('CREATE INDEX ix_correlated_subscription_instance ON correlated_subscription (instance_key)');
    await keyVariables(runner, isSqlite);
    await runner.query(`DROP INDEX ix_message_subscription_messagename_correlationkey_subscript${isSqlite ? '' : ' ON message_subscription'}`);
    for (const [name, on] of indices) await runner.query(`CREATE INDEX ${name} ON ${on}`);
    await runner.query(`CREATE INDEX ix_variable_value ON variable (name, ${isSqlite ? 'substr(value, 1, 40)' : 'value(40)'})`);
    await fill(query);
  }

  async down(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    for (const [name, on] of indices) await runner.query(`DROP INDEX ${name}${isSqlite ? '' : ` ON ${on.split(' ')[0]}`}`);
    await runner.query('DELETE FROM job WHERE ended_at IS NOT NULL');
    await runner.query('DELETE FROM message_subscription WHERE closed_at IS NOT NULL');
    await runner.query("DELETE FROM process_definition WHERE kind = 'drg'");
    await runner.query('CREATE INDEX ix_message_subscription_messagename_correlationkey_subscript ON message_subscription (message_name, correlation_key, subscription_key)');
    await runner.query(`DROP INDEX ix_variable_value${isSqlite ? '' : ' ON variable'}`);
    await unkeyVariables(runner, isSqlite);
    for (const name of ['correlated_subscription', 'process_element', 'decision_instance']) await runner.query(`DROP TABLE ${name}`);
    for (const [table, columns] of addedColumns) for (const [column] of columns) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}

const ID = { sqlite: (length: number) => `varchar(${length})`, mariadb: (length: number) => `varchar(${length}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin` };

/** Column, and its type: a length of an id, or SQL. */
const addedColumns: readonly (readonly [string, readonly (readonly [string, number | string, string])[]])[] = [
  ['job', [['state', 16, "NOT NULL DEFAULT 'created'"], ['listener_event', 32, 'NULL'], ['error_code', 255, 'NULL'], ['last_worker', 255, 'NULL'], ['ended_at', 'bigint', 'NULL']]],
  ['message_subscription', [['state', 16, "NOT NULL DEFAULT 'created'"], ['closed_at', 'bigint', 'NULL']]],
  ['incident', [['error_hash', 'int', 'NOT NULL DEFAULT 0']]],
];

async function addColumns(runner: QueryRunner, isSqlite: boolean): Promise<void> {
  for (const [table, columns] of addedColumns) {
    for (const [column, type, more] of columns) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${typeof type === 'number' ? ID[isSqlite ? 'sqlite' : 'mariadb'](type) : type} ${more}`);
    }
  }
}

const indices: readonly (readonly [string, string])[] = [
  ['ix_message_subscription_open', 'message_subscription (message_name, correlation_key, closed_at, subscription_key)'],
  ['ix_incident_element', 'incident (element_instance_key)'],
  ['ix_process_instance_definition', 'process_instance (definition_key, instance_key)'],
  ['ix_process_instance_status', 'process_instance (status, instance_key)'],
  ['ix_process_instance_incident', 'process_instance (has_incident, instance_key)'],
  ['ix_process_instance_started', 'process_instance (started_at, instance_key)'],
  ['ix_process_instance_ended', 'process_instance (ended_at, instance_key)'],
  ['ix_user_task_created', 'user_task (created_at, task_key)'],
  ['ix_user_task_state', 'user_task (state, task_key)'],
  ['ix_user_task_assignee', 'user_task (assignee, state, task_key)'],
];

function newTables({ big, integer, flag, id, text, longText }: ColumnTypes): readonly Table[] {
  return [
    new Table({ name: 'process_element', columns: [big('definition_key', primary), id('element_id', 255, primary), text('name', 1000), flag('is_event_subprocess'), id('start_form_id', 255, nullable)] }),
    new Table({
      name: 'decision_instance',
      columns: [
        ...[big('evaluation_key', primary), integer('position', primary), big('instance_key', nullable), big('element_instance_key', nullable), id('element_id', 255, nullable)],
        ...[id('decision_id', 150), text('decision_name', 500), big('root_decision_key'), id('decision_type', 16), id('state', 16), longText('failure', nullable)],
        ...[longText('result'), longText('inputs'), longText('rules'), big('at')],
      ],
      indices: [{ name: 'ix_decision_instance_instance', columnNames: ['instance_key'] }, { name: 'ix_decision_instance_decision', columnNames: ['decision_id', 'evaluation_key'] }],
    }),
  ];
}

const correlated = 'message_key bigint NOT NULL, subscription_key bigint NOT NULL, instance_key bigint NOT NULL, at bigint NOT NULL';
const correlatedSqlite = `CREATE TABLE correlated_subscription (correlation INTEGER PRIMARY KEY AUTOINCREMENT, ${correlated}, UNIQUE (message_key, subscription_key))`;
const correlatedMariadb = `CREATE TABLE correlated_subscription (correlation bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, ${correlated}, UNIQUE (message_key, subscription_key))`;

/** The database counts the keys itself: a variable keeps the one it got first, and writing it costs nothing more. */
async function keyVariables(runner: QueryRunner, isSqlite: boolean): Promise<void> {
  if (!isSqlite) {
    await runner.query('ALTER TABLE variable ADD COLUMN variable_key bigint NOT NULL AUTO_INCREMENT, ADD UNIQUE INDEX ix_variable_key (variable_key)');
    return;
  }
  await rebuildVariables(runner, 'variable_key INTEGER PRIMARY KEY AUTOINCREMENT, ', 'UNIQUE (scope_key, name)');
}

async function unkeyVariables(runner: QueryRunner, isSqlite: boolean): Promise<void> {
  if (isSqlite) await rebuildVariables(runner, '', 'PRIMARY KEY (scope_key, name)');
  else await runner.query('ALTER TABLE variable DROP INDEX ix_variable_key, DROP COLUMN variable_key');
}

async function rebuildVariables(runner: QueryRunner, key: string, constraint: string): Promise<void> {
  const columns = 'scope_key, name, instance_key, value, updated_at';
  await runner.query(`CREATE TABLE variable_rebuilt (${key}scope_key bigint NOT NULL, name varchar(255) NOT NULL, instance_key bigint NOT NULL, value text NOT NULL, updated_at bigint NOT NULL, ${constraint})`);
  await runner.query(`INSERT INTO variable_rebuilt (${columns}) SELECT ${columns} FROM variable ORDER BY updated_at, scope_key, name`);
  await runner.query('DROP TABLE variable');
  await runner.query('ALTER TABLE variable_rebuilt RENAME TO variable');
  await runner.query('CREATE INDEX ix_variable_instancekey ON variable (instance_key)');
}

async function fill(query: Query): Promise<void> {
  await query("UPDATE job SET state = 'failed' WHERE error_message IS NOT NULL");
  await fillElements(query);
  await fillRequirements(query);
  await inChunks(query, 'SELECT incident_key AS id, message FROM incident WHERE incident_key > ? ORDER BY incident_key', async (rows) => {
    for (const row of rows) await query('UPDATE incident SET error_hash = ? WHERE incident_key = ?', [errorHash(String(row['message'])), String(row['id'])]);
  });
  await fillDecisions(query);
}

function fillElements(query: Query): Promise<void> {
  return inChunks(query, "SELECT definition_key AS id, id AS process_id, content FROM process_definition WHERE kind = 'process' AND definition_key > ? ORDER BY definition_key", (rows) =>
    insertDiagramElements(query, rows.map((row) => ({ key: String(row['id']), kind: 'process', id: String(row['process_id']), content: String(row['content']) }))));
}

/** Every deployed decision file gets the row that its group of decisions has since. */
async function fillRequirements(query: Query): Promise<void> {
  const taken = new Set((await query('SELECT definition_key FROM process_definition')).map((row) => String(row['definition_key'])));
  const files = await query("SELECT MIN(definition_key) AS first, deployment_key, tenant_id, resource_name FROM process_definition WHERE kind = 'decision' GROUP BY deployment_key, tenant_id, resource_name ORDER BY deployment_key, resource_name");
  const versions = new Map<string, number>();
  for (const { deployment_key: deploymentKey, tenant_id: tenantId, resource_name: resourceName } of files) {
    const [decision] = await query("SELECT content, effective_from, created_at FROM process_definition WHERE kind = 'decision' AND deployment_key = ? AND tenant_id = ? AND resource_name = ? ORDER BY definition_key LIMIT 1", [String(deploymentKey), String(tenantId), String(resourceName)]);
    const content = String(decision?.['content']);
    const head = /<(?:[\w.-]+:)?definitions\b[^>]*>/.exec(content)?.[0] ?? '';
    const id = (/\sid\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? String(resourceName)).slice(0, 150);
    const version = (versions.get(`${id} ${String(tenantId)}`) ?? 0) + 1;
    versions.set(`${id} ${String(tenantId)}`, version);
    let key = BigInt(String(deploymentKey));
    while (taken.has(String(key))) key -= 1n;
    taken.add(String(key));
    const name = (/\sname\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? id).slice(0, 500);
    const row = { definitionKey: String(key), deploymentKey: String(deploymentKey), kind: 'drg', id, tenantId: String(tenantId), version, versionTag: null, name, resourceName: String(resourceName), content, effectiveFrom: Number(decision?.['effective_from']), createdAt: Number(decision?.['created_at']) };
    await query(`INSERT INTO process_definition (${Object.keys(row).map(snake).join(', ')}) VALUES (${marks(Object.keys(row).length)})`, Object.values(row));
  }
}

async function fillDecisions(query: Query): Promise<void> {
  const evaluations = await query('SELECT * FROM decision_evaluation ORDER BY instance_key, revision, position');
  const known = new Set<string>();
  for (const row of evaluations) {
    const elementInstanceKey = String(row['element_instance_key']);
    if (known.has(elementInstanceKey)) continue;
    known.add(elementInstanceKey);
    const event = { elementInstanceKey, elementId: String(row['element_id']), decisionId: String(row['decision_id']), decisionKey: String(row['decision_key']), output: JSON.parse(String(row['output'])) as JsonValue, trace: JSON.parse(String(row['trace'])) as JsonValue };
    for (const each of decisionRows(event, { instanceKey: String(row['instance_key']), at: Number(row['at']) })) {
      await query(`INSERT INTO decision_instance (${Object.keys(each).map(snake).join(', ')}) VALUES (${marks(Object.keys(each).length)})`, Object.values(each) as (string | number | null)[]);
    }
  }
}

/** Rows have an `id` that ascends. */
async function inChunks(query: Query, sql: string, work: (rows: readonly SqlRow[]) => Promise<void>): Promise<void> {
  for (let after = '0'; ; ) {
    const rows = await query(`${sql} LIMIT ${CHUNK}`, [after]);
    await work(rows);
    if (rows.length < CHUNK) return;
    after = String(rows.at(-1)?.['id']);
  }
}

function queryOf(runner: QueryRunner): Query {
  return (sql, parameters) => runner.query(sql, parameters ? [...parameters] : undefined) as Promise<readonly SqlRow[]>;
}
