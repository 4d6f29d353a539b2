import { primaryKeys, rowId, tableNames, type AnyRow, type Changes, type TableName, type Tables } from '../runtime/projection/index.js';

/** The engine's tables as maps; changes are applied as the databases do. */
export class MemoryTables {
  private readonly tables = new Map<TableName, Map<string, AnyRow>>(tableNames.map((name) => [name, new Map()]));

  rows<T extends TableName>(table: T): readonly Tables[T][] {
    return [...this.table(table).values()] as unknown as Tables[T][];
  }

  get<T extends TableName>(table: T, key: Partial<Tables[T]>): Tables[T] | undefined {
    return this.table(table).get(rowId(table, key)) as unknown as Tables[T] | undefined;
  }

  patch<T extends TableName>(table: T, row: Partial<Tables[T]>): void {
    const id = rowId(table, row);
    const there = this.table(table).get(id);
    if (there) this.table(table).set(id, { ...there, ...(row as AnyRow) });
  }

  remove<T extends TableName>(table: T, key: Partial<Tables[T]>): boolean {
    return this.table(table).delete(rowId(table, key));
  }

  apply(changes: Changes): void {
    for (const [name, { inserts, puts, patches, removes }] of changes.changed()) {
      const rows = this.table(name);
      for (const id of removes.keys()) rows.delete(id);
      for (const [id, row] of inserts) {
        if (rows.has(id)) throw new Error(`${name} ${id} is there already (${primaryKeys[name].join(', ')})`);
        rows.set(id, row);
      }
      for (const [id, row] of puts) rows.set(id, name === 'sequenceFlow' ? added(rows.get(id), row) : row);
      for (const [id, row] of patches) if (rows.has(id)) rows.set(id, { ...rows.get(id), ...row });
    }
  }

  private table(name: TableName): Map<string, AnyRow> {
    return this.tables.get(name) as Map<string, AnyRow>;
  }
}

function added(before: AnyRow | undefined, more: AnyRow): AnyRow {
  return before ? { ...more, times: Number(before['times']) + Number(more['times']) } : more;
}
