import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { connectionSettings, type EncodedBytes, type TableHead } from './mariadb-export.js';

const MOST_ROWS = 500;
const MOST_BYTES = 1 << 20;

export async function tablesOf(url: string): Promise<string[]> {
  return connected(url, listTables);
}

/** Drops every table of the database. */
export async function dropTables(url: string): Promise<void> {
  await connected(url, async (connection) => {
    await connection.query('SET SESSION foreign_key_checks = 0');
    for (const table of await listTables(connection)) await connection.query(`DROP TABLE \`${table}\``);
  });
}

/** Makes the tables of an export in an empty database and fills them. */
export async function importMariadb(url: string, source: string): Promise<void> {
  await connected(url, async (connection) => {
    await connection.query("SET SESSION foreign_key_checks = 0, unique_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO', autocommit = 0");
    let head: TableHead | null = null;
    let batch: unknown[][] = [];
    let bytes = 0;
    const flush = async () => {
      if (head && batch.length > 0) await connection.query(`INSERT INTO \`${head.table}\` (${head.columns.map((each) => `\`${each}\``).join(', ')}) VALUES ?`, [batch]);
      [batch, bytes] = [[], 0];
    };
    for await (const line of createInterface({ input: createReadStream(source).pipe(createGunzip()), crlfDelay: Infinity })) {
      const parsed = JSON.parse(line) as TableHead | unknown[];
      if (Array.isArray(parsed)) {
        batch.push(parsed.map(decoded));
        bytes += line.length;
        if (batch.length >= MOST_ROWS || bytes >= MOST_BYTES) await flush();
      } else {
        await flush();
        await connection.query('COMMIT');
        head = parsed;
        await connection.query(head.create);
      }
    }
    await flush();
    await connection.query('COMMIT');
  });
}

async function connected<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await mysql.createConnection({ uri: url, ...connectionSettings });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

async function listTables(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
  return rows.map((row) => String(Object.values(row)[0]));
}

function decoded(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Buffer.from((value as EncodedBytes).base64, 'base64') : value;
}
