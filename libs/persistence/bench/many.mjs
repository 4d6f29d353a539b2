// Many instances, quickly: copies of ones that the engine made, with keys, times and texts of their own. The same numbers give the same rows.

/** Tables with rows of one instance, by their column `instance_key`. */
const tables = ['process_instance', 'process_snapshot', 'element_instance', 'sequence_flow', 'variable', 'job', 'user_task', 'history_event', 'incident'];
const ownKeys = new Set(['instance_key', 'root_instance_key', 'parent_instance_key', 'element_instance_key', 'parent_element_instance_key', 'scope_key', 'job_key', 'task_key', 'incident_key']);
const times = new Set(['started_at', 'ended_at', 'updated_at', 'created_at', 'at', 'available_at', 'due_at', 'resolved_at']);
/** Given by the database. */
const counted = new Set(['variable_key']);
/** Copies of one statement. */
const CHUNK = 20_000;
/** Between two instances. All keys of a copied one must lie within a millisecond. */
const STEP_MS = 250;
const KEY_STEP = BigInt(STEP_MS) << 22n;

/** What differs between copies, as SQL over the number of the copy. */
export const varied = '((n * 48271 + 11) % 2147483647)';

/**
 * Copies the instance for every number from `from` to `to`, `every` apart: copy n began n × 250 ms after it. `replaced`: texts of the
 * instance, and SQL over n for what a copy has in their place; `columns`: the same for whole columns, by table.
 */
export async function copyInstance(database, instanceKey, { from, to, every = 1, replaced = {}, columns = {} }) {
  const sources = [];
  for (const table of tables) {
    const rows = await database.query(`SELECT * FROM ${table} WHERE instance_key = ?`, [instanceKey]);
    if (rows.length > 0) sources.push([table, rows]);
  }
  const keys = new Set(sources.flatMap(([, rows]) => rows.flatMap((row) => Object.keys(row).filter((name) => ownKeys.has(name) && row[name] !== null).map((name) => String(row[name])))));
  const texts = { ...Object.fromEntries([...keys].map((key) => [key, `${castText(database, `${key} + n * ${KEY_STEP}`)}`])), ...replaced };
  for (let first = from; first <= to; first += CHUNK * every) {
    const last = Math.min(first + (CHUNK - 1) * every, to);
    await database.transaction(async (manager) => {
      for (const [table, rows] of sources) for (const row of rows) await manager.query(copyStatement(database, table, row, texts, columns[table] ?? {}, [first, last, every]));
      await manager.query(inboxStatement(database, instanceKey, [first, last, every]));
    });
  }
}

/** What a key of the instance is in its copy `n`. */
export function keyOfCopy(key, n) {
  return String(BigInt(key) + BigInt(n) * KEY_STEP);
}

function copyStatement({ dialect }, table, row, texts, changed, range) {
  const names = Object.keys(row).filter((name) => !counted.has(name));
  const values = names.map((name) => changed[name] ?? copied(dialect, name, row[name], texts));
  return `INSERT INTO ${table} (${names.join(', ')}) ${select(dialect, values, range)}`;
}

function copied(dialect, name, value, texts) {
  if (value === null) return 'NULL';
  if (ownKeys.has(name)) return `${value} + n * ${KEY_STEP}`;
  if (times.has(name)) return `${value} + n * ${STEP_MS}`;
  if (typeof value === 'number' || /_key$/.test(name)) return String(value);
  const text = name === 'snapshot' ? Buffer.from(value).toString() : String(value);
  if (name === 'snapshot' && !text.startsWith('{')) throw new Error('a compressed snapshot cannot be copied: give the instance less to remember');
  const parts = Object.entries(texts).filter(([from]) => text.includes(from));
  return parts.reduce((sql, [from, to]) => `REPLACE(${sql}, ${quoted(from)}, ${to})`, quoted(text));
}

/** As the engine derives it from the tasks, see `inboxRows` in libs/engine; every task has one candidate at most. */
function inboxStatement({ dialect }, instanceKey, [first, last, every]) {
  const group = dialect === 'sqlite' ? "json_extract(task.candidate_groups, '$[0]')" : "JSON_VALUE(task.candidate_groups, '$[0]')";
  const user = dialect === 'sqlite' ? "'user:' || task.assignee" : "CONCAT('user:', task.assignee)";
  const due = 'COALESCE(task.due_at, 9000000000000000)';
  return `INSERT INTO task_inbox (principal, assigned, due, task_key)
    SELECT CASE WHEN task.assignee IS NULL THEN ${group} ELSE ${user} END, CASE WHEN task.assignee IS NULL THEN 0 ELSE 1 END, ${due}, task.task_key FROM user_task task
    WHERE task.state = 'created' AND task.instance_key BETWEEN ${keyOfCopy(instanceKey, first)} AND ${keyOfCopy(instanceKey, last)} AND (task.instance_key - ${instanceKey}) % ${KEY_STEP * BigInt(every)} = ${KEY_STEP * BigInt(first % every)}`;
}

function select(dialect, values, [first, last, every]) {
  if (dialect === 'sqlite') return `WITH RECURSIVE numbers (n) AS (SELECT ${first} UNION ALL SELECT n + ${every} FROM numbers WHERE n + ${every} <= ${last}) SELECT ${values.join(', ')} FROM numbers`;
  return `SELECT ${values.join(', ')} FROM (SELECT seq AS n FROM seq_${first}_to_${last}_step_${every}) numbers`;
}

function castText({ dialect }, sql) {
  return `CAST(${sql} AS ${dialect === 'sqlite' ? 'TEXT' : 'CHAR'})`;
}

function quoted(text) {
  return `'${text.replaceAll("'", "''")}'`;
}
