import type { Socket } from 'node:net';
import mysql2 from 'mysql2';
import { DatabaseError } from './database-error.js';
import { NODE_NOT_READY } from './mariadb-runner.js';
import type { DatabaseServer, ServerChoice } from './server-choice.js';
import type { ServerState } from './silence-watch.js';

/** How long work waits for a connection while none can be made. */
const WAIT_AWAY_MS = 1_000;
const ASK_MS = 2_000;

/** mysql2 as TypeORM uses it, with connections that are set up once and given out in bounded time. */
export class MariadbPools {
  private readonly sockets = new WeakMap<object, Socket>();
  private login: mysql2.PoolOptions = {};

  constructor(
    private readonly choice: ServerChoice,
    private readonly where: string,
    /** How long work waits for a connection while all are in use. */
    private readonly waitMs: number,
  ) {}

  /** What TypeORM takes for mysql2. */
  readonly driver: object = { ...mysql2, createPool: (options: mysql2.PoolOptions) => this.createPool((this.login = options)) };

  /** Another pool with the login of TypeORM's. */
  readonly more = (options: mysql2.PoolOptions): mysql2.Pool => this.createPool({ ...this.login, ...options });

  readonly socketOf = (connection: object): Socket | null => this.sockets.get((connection as mysql2.Connection).config) ?? null;

  /** Over a connection of its own. */
  readonly ask = ({ host, port }: DatabaseServer): Promise<ServerState> => {
    const { user, password, ssl } = this.login;
    const connection = mysql2.createConnection({ host, port, user, password, ...(ssl && { ssl }), connectTimeout: ASK_MS });
    return new Promise((resolve) => {
      const answer = (state: ServerState): void => {
        clearTimeout(timer);
        connection.destroy();
        resolve(state);
      };
      const timer = setTimeout(() => answer('silent'), ASK_MS);
      connection.on('error', () => undefined);
      // whatever a server says proves that it lives
      connection.query('SELECT 1', (error) => answer(error === null ? 'working' : error.errno === NODE_NOT_READY ? 'cutOff' : error.errno && error.sqlState ? 'working' : 'silent'));
    });
  };

  private createPool(options: mysql2.PoolOptions): mysql2.Pool {
    const pool = mysql2.createPool({ ...options, stream: ({ config }: { config: object }) => this.connect(config) });
    pool.on('connection', setUp);
    this.limitWaiting(pool);
    return pool;
  }

  /** Refused in bounded time instead of waiting without end: back-pressure while the server is slow, a quick answer while it is away. */
  private limitWaiting(pool: mysql2.Pool): void {
    const getConnection = pool.getConnection.bind(pool);
    pool.getConnection = (callback) => {
      let isOver = false;
      const giveUp = (): void => {
        isOver = true;
        callback(this.choice.isAway ? away(this.where) : tooSlow(this.where, this.waitMs), undefined as never);
      };
      const timer = setTimeout(giveUp, this.choice.isAway ? Math.min(this.waitMs, WAIT_AWAY_MS) : this.waitMs);
      getConnection((error, connection) => {
        clearTimeout(timer);
        if (!isOver) callback(error, connection);
        else if (!error) connection.release();
      });
    };
  }

  private connect(config: object): Socket {
    const socket = this.choice.connect();
    this.sockets.set(config, socket);
    return socket;
  }
}

/** Once per connection, so that no transaction pays a round trip for its isolation level. */
function setUp(connection: mysql2.PoolConnection): void {
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10");
  // Who was answered by one node of a Galera cluster sees it on every other at once. Servers that know no clusters refuse the word.
  connection.query('SET SESSION wsrep_sync_wait = 1', () => undefined);
}

function away(where: string): DatabaseError {
  return new DatabaseError('UNREACHABLE', `${where} does not answer. Is it running, and is DATABASE_URL right?`);
}

function tooSlow(where: string, waitMs: number): DatabaseError {
  return new DatabaseError('BUSY', `${where} is too slow for what is asked of it: no connection became free in ${waitMs / 1000} s.`);
}
