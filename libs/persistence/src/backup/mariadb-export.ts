import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import mysql, { type RowDataPacket } from 'mysql2';
import type { DatabaseFacts } from './sqlite-copy.js';

/** A line that begins a table; its rows follow as arrays in the order of `columns`. */
export interface TableHead {
  readonly table: string;
  readonly create: string;
  readonly columns: readonly string[];
}

/** Values that JSON has no word for. */
export interface EncodedBytes {
  readonly base64: string;
}

export const connectionSettings = { charset: 'utf8mb4', supportBigNumbers: true, bigNumberStrings: true, dateStrings: true } as const;

/** Writes every table as it is at one moment, while others go on writing: one transaction with a consistent snapshot, streamed row by row. */
export async function exportMariadb(url: string, target: string): Promise<DatabaseFacts> {
  const connection = mysql.createConnection({ uri: url, ...connectionSettings });
  try {
    const query = async (sql: string) => (await connection.promise().query<RowDataPacket[]>(sql))[0];
    await query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await query('SET SESSION net_write_timeout = 3600');
    await query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const tables = (await query("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")).map((row) => String(Object.values(row)[0])).sort();
    await pipeline(linesOf(connection, tables), createGzip({ level: 3 }), createWriteStream(target, { mode: 0o600, flush: true }));
    const migrations = (await query('SELECT name FROM migrations ORDER BY id')).map((row) => String(row['name']));
    const contents = (await query('SELECT DISTINCT sha256 FROM document_file')).map((row) => String(row['sha256']));
    await query('COMMIT');
    return { migrations, contents };
  } finally {
    connection.destroy();
  }
}

const CHUNK = 64 << 10;

async function* linesOf(connection: mysql.Connection, tables: readonly string[]): AsyncGenerator<string> {
  for (const table of tables) {
    const [[row]] = await connection.promise().query<RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``);
    const create = String(row?.['Create Table']);
    const [columns] = await connection.promise().query<RowDataPacket[]>(`SHOW COLUMNS FROM \`${table}\``);
    const names = columns.filter((each) => !/GENERATED/.test(String(each['Extra']))).map((each) => String(each['Field']));
    yield `${JSON.stringify({ table, create, columns: names } satisfies TableHead)}\n`;
    yield* rowsOf(connection, `SELECT ${names.map((each) => `\`${each}\``).join(', ')} FROM \`${table}\``);
  }
}

async function* rowsOf(connection: mysql.Connection, sql: string): AsyncGenerator<string> {
  const rows = connection.query({ sql, rowsAsArray: true }).stream({ highWaterMark: 200 });
  let chunk = '';
  for await (const row of rows as AsyncIterable<unknown[]>) {
    chunk += `${JSON.stringify(row.map(encoded))}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function encoded(value: unknown): unknown {
  return Buffer.isBuffer(value) ? ({ base64: value.toString('base64') } satisfies EncodedBytes) : value;
}
