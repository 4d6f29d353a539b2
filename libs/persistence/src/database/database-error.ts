/** What is wrong with the database, in words an operator can act on. Never holds a password. */
export type DatabaseErrorCode = 'URL_INVALID' | 'UNREACHABLE' | 'ACCESS_DENIED' | 'DATABASE_MISSING' | 'DISK_FULL' | 'READ_ONLY' | 'FILE_UNUSABLE' | 'BUSY' | 'FAILED';

export class DatabaseError extends Error {
  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
    options?: { readonly cause: unknown },
  ) {
    super(message, options);
    this.name = 'DatabaseError';
  }
}

interface DriverError {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly message?: unknown;
  readonly driverError?: unknown;
  readonly cause?: unknown;
  readonly fatal?: unknown;
}

/** The driver's own error below TypeORM's wrapping and ours. */
export function driverErrorOf(error: unknown): { readonly code: string; readonly errno: number; readonly message: string; readonly isFatal: boolean } {
  let current = (error instanceof DatabaseError && isObject(error.cause) ? error.cause : error) as DriverError;
  while (isObject(current.driverError) && current.driverError !== current) current = current.driverError as DriverError;
  return { code: String(current.code ?? ''), errno: Number(current.errno ?? 0), message: String(current.message ?? error), isFatal: current.fatal === true };
}

const transientErrno = new Set([1205, 1213, 1020]);
const transientSqlite = /^SQLITE_BUSY/;

/** Deadlock, lock wait, or a server that did not even listen: the same transaction may be run again from its start. */
export function isTransient(error: unknown): boolean {
  const { code, errno } = driverErrorOf(error);
  return transientErrno.has(errno) || transientSqlite.test(code) || code === 'ECONNREFUSED';
}

/** A row with this primary or unique key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errno } = driverErrorOf(error);
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

const COMMIT_FAILED = 1180;

const full = 'The disk or the database is full. Nothing of this transaction was written; free some space and repeat it.';

/** Errors get written to logs, and values of variables must not: TypeORM and mysql2 attach the parameters of the statement. */
function withoutValues(error: object): void {
  for (let current: unknown = error; isObject(current); current = (current as DriverError).driverError) {
    if ('parameters' in current) current.parameters = undefined;
    if ('sql' in current) current.sql = undefined;
  }
}

/** Turns a driver's failure into a DatabaseError where its cause is known, else returns it as it is, without the statement's values. */
export function explain(error: unknown, where: string): unknown {
  if (error instanceof DatabaseError || !isObject(error)) return error;
  withoutValues(error);
  const { code, errno, message, isFatal } = driverErrorOf(error);
  const cause = { cause: error };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || errno === 1021 || errno === 1114 || errno === 1041 || (errno === COMMIT_FAILED && /No space left/.test(message))) return new DatabaseError('DISK_FULL', full, cause);
  if (code.startsWith('SQLITE_READONLY') || errno === 1290 || errno === 1836) return new DatabaseError('READ_ONLY', `${where} can only be read. Check its permissions.`, cause);
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_NOTADB' || code === 'EACCES' || code === 'ENOTDIR') return new DatabaseError('FILE_UNUSABLE', `${where} cannot be opened as a SQLite database: ${message}`, cause);
  if (code === 'SQLITE_BUSY') return new DatabaseError('BUSY', `${where} is locked by another program for too long.`, cause);
  if (errno === 1044 || errno === 1045 || errno === 1698) return new DatabaseError('ACCESS_DENIED', `${where} refuses the user name or password.`, cause);
  if (errno === 1049) return new DatabaseError('DATABASE_MISSING', `${where} does not have this database. Create it: CREATE DATABASE <name> CHARACTER SET utf8mb4.`, cause);
  if (errno === 1047) return new DatabaseError('UNREACHABLE', `${where} is a cluster node that is cut off from the others. It takes up work again when it sees most of them.`, cause);
  if (errno === COMMIT_FAILED) return new DatabaseError('FAILED', `${where} could not commit: ${message}`, cause);
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE|PROTOCOL_CONNECTION_LOST)$/.test(code)) {
    return new DatabaseError('UNREACHABLE', `${where} does not answer (${code}). Is it running, and is DATABASE_URL right?`, cause);
  }
  if (isFatal && errno === 0) return new DatabaseError('UNREACHABLE', `The connection to ${where} is lost: ${message}`, cause);
  return error;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
