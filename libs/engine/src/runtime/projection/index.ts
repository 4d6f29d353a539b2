export { decisionRows } from './decision-rows.js';
export { errorHash } from './error-hash.js';
export { Changes, rowId, type AnyRow, type Cell, type TableChanges } from './changes.js';
export { inboxRows } from './inbox.js';
export { looseRow, outboxRow, publishRow } from './outbox.js';
export { project, type KnownRows } from './project.js';
export * from './rows.js';
export { FROZEN, suspendedOrResumed } from './suspension.js';
export { touchedTasks } from './user-task.js';
