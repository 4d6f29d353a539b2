import mysql2 from 'mysql2';
import type { DataSourceOptions } from 'typeorm';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { DatabaseError } from './database-error.js';
import { toFirstThatAnswers, type DatabaseServer } from './first-that-answers.js';

const example = 'mysql://user:password@host:3306/database';

export function mariadbOptions(text: string, poolSize = 10): { options: DataSourceOptions; where: string } {
  const [url, servers] = parse(text);
  const database = decodeURIComponent(url.pathname.slice(1));
  const [first = { host: '', port: 0 }] = servers;
  const options: DataSourceOptions = {
    type: 'mysql',
    driver,
    ...first,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    // Columns name their own collation; this one is for comparisons of literals.
    charset: 'utf8mb4_unicode_520_ci',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    poolSize,
    connectTimeout: 10_000,
    extra: { maxIdle: poolSize, enableKeepAlive: true, ...tls(url), ...(servers.length > 1 && { stream: toFirstThatAnswers(servers) }) },
    entities,
    migrations,
    logging: false,
  };
  return { options, where: `The database server ${servers.map((each) => `${each.host}:${each.port}`).join(', ')}, database ${database},` };
}

/** mysql2 with every connection set up once, so that no transaction pays a round trip for its isolation level. */
const driver = {
  ...mysql2,
  createPool(options: mysql2.PoolOptions): mysql2.Pool {
    const pool = mysql2.createPool(options);
    pool.on('connection', (connection) => {
      connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
      connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10");
    });
    return pool;
  },
};

/** The URL as if it named the first server only, and all servers: `mysql://user:password@host1:3306,host2:3306/database`. */
function parse(text: string): readonly [URL, readonly DatabaseServer[]] {
  const [, scheme = '', login = '', hosts = '', rest = ''] = /^(\w+:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/.exec(text) ?? [];
  const urls = hosts.split(',').map((host) => parseOne(`${scheme}${login}${host}${rest}`));
  return [urls[0] as URL, urls.map((url) => ({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3306) }))];
}

function parseOne(text: string): URL {
  if (!URL.canParse(text)) throw new DatabaseError('URL_INVALID', `DATABASE_URL is not a URL. Example: ${example}`);
  const url = new URL(text);
  if (!['mysql:', 'mariadb:'].includes(url.protocol)) throw new DatabaseError('URL_INVALID', `DATABASE_URL begins with ${url.protocol}// but must begin with mysql:// or mariadb://. Example: ${example}`);
  if (!/^\/[^/]+$/.test(url.pathname)) throw new DatabaseError('URL_INVALID', `DATABASE_URL names no database. Example: ${example}`);
  return url;
}

function tls(url: URL): object {
  return url.searchParams.get('ssl') === 'true' ? { ssl: { rejectUnauthorized: true } } : {};
}
