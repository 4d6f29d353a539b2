import type mysql2 from 'mysql2';
import { driverErrorOf, explain } from './database-error.js';
import { NODE_NOT_READY, type MariadbServers } from './mariadb-runner.js';
import type { LastStatements, RunStatements, Statement } from './statement.js';

const CONNECTIONS = 2;
/** Far below what servers accept in one packet (16 MB). */
const PACKET_BYTES = 4_000_000;

/**
 * Transactions that take few round trips: BEGIN travels with the first statements and COMMIT with the last. For that a connection must
 * accept several statements at a time, which makes an injection worse; so these are connections of their own, for the engine's commits only.
 */
export class MariadbScripts {
  private pool: mysql2.Pool | null = null;

  constructor(
    private readonly createPool: (options: mysql2.PoolOptions) => mysql2.Pool,
    private readonly servers: MariadbServers,
    private readonly where: string,
  ) {}

  /** Nothing is written when `work` or a statement fails. */
  async transaction<T>(work: (run: RunStatements) => Promise<LastStatements<T>>): Promise<T> {
    const connection = await this.connection();
    try {
      let opening: readonly Statement[] = [plain('START TRANSACTION')];
      const run: RunStatements = async (statements) => {
        const [before, all] = [opening.length, [...opening, ...statements]];
        opening = [];
        return (await this.send(connection, all)).slice(before);
      };
      const { last, result } = await work(run);
      if (opening.length === 0 || last.length > 0) await this.send(connection, [...opening, ...last, plain('COMMIT')]);
      connection.release();
      return result;
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  }

  close(): Promise<void> {
    const { pool } = this;
    this.pool = null;
    return new Promise((resolve) => (pool ? pool.end(() => resolve()) : resolve()));
  }

  private connection(): Promise<mysql2.PoolConnection> {
    this.pool ??= this.createPool({ multipleStatements: true, connectionLimit: CONNECTIONS, maxIdle: CONNECTIONS });
    const { pool } = this;
    return new Promise((resolve, reject) => {
      pool.getConnection((error, connection) => (error ? reject(explained(error, this.where)) : resolve(connection)));
    });
  }

  private async send(connection: mysql2.PoolConnection, statements: readonly Statement[]): Promise<Awaited<ReturnType<RunStatements>>> {
    const results = [];
    for (const packet of packets(statements)) results.push(...(await this.sendPacket(connection, packet)));
    return results;
  }

  private async sendPacket(connection: mysql2.PoolConnection, statements: readonly Statement[]): Promise<Awaited<ReturnType<RunStatements>>> {
    const { choice, watch, socketOf } = this.servers;
    const socket = socketOf(connection);
    const over = socket && watch.begin(socket);
    try {
      const results = await query(connection, statements.map((each) => each.sql).join(';\n'), statements.flatMap((each) => each.parameters));
      return statements.length === 1 ? [results] : (results as never);
    } catch (error) {
      const server = socket && choice.serverOf(socket);
      if (server && driverErrorOf(error).errno === NODE_NOT_READY) choice.leave(server, error as Error);
      throw explained(error, this.where);
    } finally {
      over?.();
    }
  }
}

function plain(sql: string): Statement {
  return { sql, parameters: [] };
}

function query(connection: mysql2.PoolConnection, sql: string, values: Statement['parameters']): Promise<never[]> {
  return new Promise((resolve, reject) => {
    connection.query(sql, [...values], (error, results) => (error ? reject(error) : resolve(results as never[])));
  });
}

/** What cannot be rolled back, because the server is away, ends with its connection. */
function rollBack(connection: mysql2.PoolConnection): void {
  connection.query('ROLLBACK', (error) => (error ? connection.destroy() : connection.release()));
}

function explained(error: unknown, where: string): Error {
  return explain(error, where) as Error;
}

function* packets(statements: readonly Statement[]): Generator<readonly Statement[]> {
  let packet: Statement[] = [];
  let bytes = 0;
  for (const each of statements) {
    const size = sizeOf(each);
    if (packet.length > 0 && bytes + size > PACKET_BYTES) {
      yield packet;
      [packet, bytes] = [[], 0];
    }
    packet.push(each);
    bytes += size;
  }
  if (packet.length > 0) yield packet;
}

/** About how many bytes it will be on the wire. */
function sizeOf({ sql, parameters }: Statement): number {
  return parameters.reduce<number>((sum, each) => sum + (each === null || typeof each === 'number' ? 8 : each.length * 2), sql.length);
}
