export { openDatabase, type Database, type DatabaseLocation, type Dialect } from './data-source.js';
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.js';
export type { Surroundings } from './surroundings.js';
export { Organisation } from './organisation/organisation.js';
export { Sessions, type KnownSession, type OpenedSession } from './sessions/sessions.js';
