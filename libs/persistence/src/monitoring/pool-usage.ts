import type { Database } from '../data-source.js';

export interface PoolUsage {
  readonly open: number;
  readonly idle: number;
  /** Who waits for a connection. */
  readonly waiting: number;
}

interface Queue {
  readonly length: number;
}

/** Of the connection pool of MariaDB/MySQL; null on SQLite, which has one connection. */
export function poolUsage({ dataSource }: Database): PoolUsage | null {
  const { pool } = dataSource.driver as unknown as { readonly pool?: { readonly _allConnections?: Queue; readonly _freeConnections?: Queue; readonly _connectionQueue?: Queue } };
  if (!pool?._allConnections) return null;
  return { open: pool._allConnections.length, idle: pool._freeConnections?.length ?? 0, waiting: pool._connectionQueue?.length ?? 0 };
}
