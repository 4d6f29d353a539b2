/** One SQL statement and the values of its `?`. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | number | Buffer | null)[];
}

/** Runs statements in their order, on MariaDB in one round trip; the rows of each. */
export type RunStatements = (statements: readonly Statement[]) => Promise<readonly (readonly Readonly<Record<string, unknown>>[])[]>;

/** The last statements of a transaction, and what it comes to. */
export interface LastStatements<T> {
  readonly last: readonly Statement[];
  readonly result: T;
}
