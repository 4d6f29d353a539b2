import type { DataSourceOptions } from 'typeorm';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { DatabaseError } from './database-error.js';
import { MariadbPools } from './mariadb-pool.js';
import type { MariadbServers } from './mariadb-runner.js';
import { MariadbScripts } from './mariadb-scripts.js';
import { ServerChoice, type DatabaseServer } from './server-choice.js';
import { SilenceWatch } from './silence-watch.js';

const example = 'mysql://user:password@host:3306/database';

/** Milliseconds. */
export interface DatabasePatience {
  /** How long a statement may go unanswered before its server is asked whether it lives; default 4,000. */
  readonly silenceMs?: number;
  /** How long work waits for a connection while all are in use; then it is refused as BUSY. Default 5,000. */
  readonly waitMs?: number;
}

export function mariadbOptions(text: string, poolSize = 10, { silenceMs = 4_000, waitMs = 5_000 }: DatabasePatience = {}): { options: DataSourceOptions; where: string; servers: MariadbServers; scripts: MariadbScripts } {
  const [url, servers] = parse(text);
  const database = decodeURIComponent(url.pathname.slice(1));
  const [first = { host: '', port: 0 }] = servers;
  const where = `The database server ${servers.map((each) => `${each.host}:${each.port}`).join(', ')}, database ${database},`;
  const choice = new ServerChoice(servers);
  const pools = new MariadbPools(choice, where, waitMs);
  const options: DataSourceOptions = {
    type: 'mysql',
    driver: pools.driver,
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
    connectTimeout: 4_000,
    extra: { maxIdle: poolSize, ...tls(url) },
    entities,
    migrations,
    logging: false,
  };
  const guards = { choice, watch: new SilenceWatch(choice, pools.ask, silenceMs), socketOf: pools.socketOf };
  return { options, where, servers: guards, scripts: new MariadbScripts(pools.more, guards, where) };
}

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
