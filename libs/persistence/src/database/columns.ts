import type { QueryRunner, TableColumnOptions } from 'typeorm';

type More = Partial<TableColumnOptions>;

/** Columns that mean the same on SQLite and MariaDB/MySQL; for migrations. */
export interface ColumnTypes {
  /** int64: keys (strings in JavaScript) and epoch milliseconds. */
  big(name: string, more?: More): TableColumnOptions;
  integer(name: string, more?: More): TableColumnOptions;
  flag(name: string, more?: More): TableColumnOptions;
  /** Ids and codes: compared byte by byte, so that `Vp` and `vp` differ on both databases. */
  id(name: string, length: number, more?: More): TableColumnOptions;
  /** Words people read; compared without regard to case, Vietnamese letters apart. */
  text(name: string, length: number, more?: More): TableColumnOptions;
  /** Text without a length limit of its own (JSON, XML). */
  longText(name: string, more?: More): TableColumnOptions;
}

export const nullable: More = { isNullable: true };
export const primary: More = { isPrimary: true };

export function columnsFor(runner: QueryRunner): ColumnTypes {
  const isSqlite = runner.connection.options.type === 'better-sqlite3';
  const binary: More = isSqlite ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
  const words: More = isSqlite ? { collation: 'NOCASE' } : { charset: 'utf8mb4', collation: 'utf8mb4_vietnamese_ci' };
  return {
    big: (name, more) => ({ name, type: 'bigint', ...more }),
    integer: (name, more) => ({ name, type: 'int', ...more }),
    flag: (name, more) => ({ name, type: 'tinyint', ...more }),
    id: (name, length, more) => ({ name, type: 'varchar', length: String(length), ...binary, ...more }),
    text: (name, length, more) => ({ name, type: 'varchar', length: String(length), ...words, ...more }),
    longText: (name, more) => ({ name, type: isSqlite ? 'text' : 'longtext', ...binary, ...more }),
  };
}
