export { openDatabase, type Database, type DatabaseLocation, type Dialect } from './data-source.js';
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.js';
