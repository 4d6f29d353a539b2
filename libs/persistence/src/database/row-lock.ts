import type { EntityManager, FindOneOptions } from 'typeorm';

/** Find options that hold the row until the transaction ends. SQLite has one writer at a time and needs no word for it. */
export function forUpdate(manager: EntityManager): Pick<FindOneOptions, 'lock'> {
  return manager.dataSource.options.type === 'better-sqlite3' ? {} : { lock: { mode: 'pessimistic_write' } };
}
