import { primaryKeys, tableNames, type TableName, type Tables } from './rows.js';

export type Cell = string | number | null;
export type AnyRow = Readonly<Record<string, Cell>>;

/** What is to happen to one table; rows by the text of their primary key. At most one entry per row over all four maps. */
export interface TableChanges {
  /** Rows that are new. */
  readonly inserts: Map<string, AnyRow>;
  /** Rows written whole, whether they are there or not. */
  readonly puts: Map<string, AnyRow>;
  /** Cells of rows that are there; with the primary key. */
  readonly patches: Map<string, AnyRow>;
  /** Primary keys of rows to delete. */
  readonly removes: Map<string, AnyRow>;
}

/** Collects the changes of many members and folds what happens to the same row into one change. */
export class Changes {
  private readonly tables = new Map<TableName, TableChanges>();

  of(table: TableName): TableChanges | undefined {
    return this.tables.get(table);
  }

  /** The tables that change, in the order in which they are to be written. */
  changed(): readonly (readonly [TableName, TableChanges])[] {
    return tableNames.flatMap((name) => {
      const changes = this.tables.get(name);
      return changes ? [[name, changes] as const] : [];
    });
  }

  insert<T extends TableName>(table: T, row: Tables[T]): void {
    const changes = this.table(table);
    const id = rowId(table, row);
    // A row that was there, removed and made anew is written whole.
    if (changes.removes.delete(id)) changes.puts.set(id, cells(row));
    else changes.inserts.set(id, cells(row));
  }

  put<T extends TableName>(table: T, row: Tables[T]): void {
    const changes = this.table(table);
    const id = rowId(table, row);
    changes.removes.delete(id);
    changes.patches.delete(id);
    (changes.inserts.has(id) ? changes.inserts : changes.puts).set(id, cells(row));
  }

  patch<T extends TableName>(table: T, row: Partial<Tables[T]>): void {
    const changes = this.table(table);
    const id = rowId(table, row);
    if (changes.removes.has(id)) return;
    const target = changes.inserts.has(id) ? changes.inserts : changes.puts.has(id) ? changes.puts : changes.patches;
    target.set(id, { ...target.get(id), ...cells(row) });
  }

  remove<T extends TableName>(table: T, row: Partial<Tables[T]>): void {
    const changes = this.table(table);
    const id = rowId(table, row);
    changes.patches.delete(id);
    if (changes.inserts.delete(id)) return;
    changes.puts.delete(id);
    const key = cells(row);
    changes.removes.set(id, Object.fromEntries(primaryKeys[table].map((name) => [name, key[name] ?? null])));
  }

  /** One more passage of a sequence flow. */
  count(instanceKey: string, flowId: string): void {
    const changes = this.table('sequenceFlow');
    const id = rowId('sequenceFlow', { instanceKey, flowId });
    const times = Number(changes.puts.get(id)?.['times'] ?? 0) + 1;
    changes.puts.set(id, { instanceKey, flowId, times });
  }

  private table(name: TableName): TableChanges {
    let changes = this.tables.get(name);
    if (!changes) this.tables.set(name, (changes = { inserts: new Map(), puts: new Map(), patches: new Map(), removes: new Map() }));
    return changes;
  }
}

/** The primary key as one text. */
export function rowId<T extends TableName>(table: T, row: Partial<Tables[T]>): string {
  const names = primaryKeys[table];
  const record = cells(row);
  return names.length === 1 ? String(record[names[0] as string]) : JSON.stringify(names.map((name) => String(record[name])));
}

function cells(row: object): AnyRow {
  return row as AnyRow;
}
