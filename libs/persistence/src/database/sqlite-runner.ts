import { createRequire } from 'node:module';
import type * as Sqlite from 'better-sqlite3';
import type { DataSource, QueryRunner } from 'typeorm';
import { driverErrorOf, explain } from './database-error.js';

/** What TypeORM's SQLite runner offers and its type declarations do not all show. */
interface SqliteRunner {
  isTransactionActive: boolean;
  transactionDepth: number;
  startTransaction(isolation?: Isolation): Promise<void>;
  commitTransaction(): Promise<void>;
  rollbackTransaction(): Promise<void>;
  query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<unknown>;
  connect(): Promise<Sqlite.Database>;
  getStmt(query: string): Promise<SqliteStatement>;
}
type SqliteRunnerClass = new (driver: unknown) => SqliteRunner;
type Isolation = Parameters<QueryRunner['startTransaction']>[0];

interface SqliteStatement {
  readonly reader: boolean;
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number; lastInsertRowid: unknown };
}

/**
 * TypeORM shares one SQLite connection and one runner among all transactions, so that they run into each other.
 * Afterwards every runner is its own: it holds the connection from BEGIN to COMMIT or ROLLBACK and others wait.
 * Integers come as with mysql2: BIGINT columns as decimal strings, everything else as numbers.
 */
export function isolateSqlite(dataSource: DataSource, where: string, onCommit: () => void, waitMs = 30_000): void {
  const driver = dataSource.driver as unknown as { createQueryRunner: () => SqliteRunner; databaseConnection: Sqlite.Database };
  const require = createRequire(import.meta.url);
  const { BetterSqlite3QueryRunner } = require('typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner') as { BetterSqlite3QueryRunner: SqliteRunnerClass };
  const Runner = isolatedRunner(betterRunner(BetterSqlite3QueryRunner, new Map(), where), new ConnectionTurn(waitMs), onCommit);
  driver.createQueryRunner = () => new Runner(driver);
  // SQLite's own waiting would stop the whole process; we wait for other processes in `patiently`.
  driver.databaseConnection.pragma('busy_timeout = 0');
}

/** Repeats a statement while another process holds the write lock. */
async function patiently<T>(run: () => Promise<T>, waitMs: number): Promise<T> {
  const deadline = performance.now() + waitMs;
  for (let pause = 1; ; pause = Math.min(pause * 1.5, 20)) {
    try {
      return await run();
    } catch (error) {
      if (!driverErrorOf(error).code.startsWith('SQLITE_BUSY') || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}

/** Who may use the connection now; the others queue. */
class ConnectionTurn {
  private owner: object | null = null;
  private readonly waiting: { readonly who: object; readonly go: () => void }[] = [];

  constructor(readonly waitMs: number) {}

  take(who: object): Promise<void> | void {
    if (this.owner === null) {
      this.owner = who;
      return;
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new Error('SQLite: waited too long for the open transaction. Inside a transaction use only the manager or runner that was passed in.'));
      }, this.waitMs);
      const entry = {
        who,
        go: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.waiting.push(entry);
    });
  }

  release(): void {
    const next = this.waiting.shift();
    this.owner = next?.who ?? null;
    next?.go();
  }
}

/** All runners share their prepared statements, explain what fails, and take note when SQLite has rolled back by itself. */
function betterRunner(Base: SqliteRunnerClass, statements: Map<string, SqliteStatement>, where: string): SqliteRunnerClass {
  return class extends Base {
    override async query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<unknown> {
      try {
        return await super.query(sql, parameters, useStructuredResult);
      } catch (error) {
        throw explain(error, where);
      }
    }

    override async getStmt(sql: string): Promise<SqliteStatement> {
      const known = statements.get(sql);
      if (known) return known;
      const prepared = readable((await this.connect()).prepare(sql));
      statements.set(sql, prepared);
      if (statements.size > 500) statements.delete(statements.keys().next().value as string);
      return prepared;
    }

    override async rollbackTransaction(): Promise<void> {
      // After some failures (a full disk, I/O) there is nothing left to roll back, and ROLLBACK would fail.
      if ((await this.connect()).inTransaction) return super.rollbackTransaction();
      this.isTransactionActive = false;
      this.transactionDepth = 0;
    }
  };
}

function isolatedRunner(Base: SqliteRunnerClass, turn: ConnectionTurn, onCommit: () => void): SqliteRunnerClass {
  return class extends Base {
    private holdsTurn = false;

    override async query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<unknown> {
      // IMMEDIATE: a transaction that reads first and writes later would else fail at once when another process wrote in between.
      const statement = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql;
      if (this.holdsTurn && statement === sql) return this.run(statement, parameters, useStructuredResult);
      if (this.holdsTurn) return patiently(() => this.run(statement, parameters, useStructuredResult), turn.waitMs);
      await turn.take(this);
      try {
        return await patiently(() => this.run(statement, parameters, useStructuredResult), turn.waitMs);
      } finally {
        turn.release();
      }
    }

    private run(sql: string, parameters: unknown[] | undefined, useStructuredResult: boolean | undefined): Promise<unknown> {
      return useStructuredResult ? super.query(sql, parameters, true) : super.query(sql, parameters);
    }

    override async startTransaction(isolation?: Isolation): Promise<void> {
      if (this.holdsTurn) return super.startTransaction(isolation);
      await turn.take(this);
      this.holdsTurn = true;
      try {
        await super.startTransaction(isolation);
      } catch (error) {
        this.isTransactionActive = false;
        this.endTurn();
        throw error;
      }
    }

    override async commitTransaction(): Promise<void> {
      try {
        await super.commitTransaction();
        onCommit();
      } finally {
        if (!this.isTransactionActive) this.endTurn();
      }
    }

    override async rollbackTransaction(): Promise<void> {
      try {
        await super.rollbackTransaction();
      } finally {
        if (!this.isTransactionActive) this.endTurn();
      }
    }

    private endTurn(): void {
      if (!this.holdsTurn) return;
      this.holdsTurn = false;
      turn.release();
    }
  };
}

/** The statement with integers as TypeORM and mysql2 give them. */
function readable(statement: Sqlite.Statement): SqliteStatement {
  if (!statement.reader) {
    return {
      reader: false,
      all: () => [],
      run: (...parameters) => {
        const { changes, lastInsertRowid } = statement.run(...parameters);
        return { changes: Number(changes), lastInsertRowid: plainInteger(lastInsertRowid) };
      },
    };
  }
  const bigColumns = new Set(statement.columns().filter((each) => /^bigint/i.test(each.type ?? '')).map((each) => each.name));
  return {
    reader: true,
    all: (...parameters) => {
      const rows = statement.all(...parameters) as Record<string, unknown>[];
      for (const row of rows) {
        for (const name in row) {
          const value = row[name];
          if (typeof value === 'bigint') row[name] = bigColumns.has(name) ? String(value) : plainInteger(value);
        }
      }
      return rows;
    },
    run: () => ({ changes: 0, lastInsertRowid: 0 }),
  };
}

function plainInteger(value: number | bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
