export { Changes, rowId, type AnyRow, type Cell, type TableChanges } from './changes.js';
export { inboxRows } from './inbox.js';
export { outboxRow, publishRow } from './outbox.js';
export { nothingKnown, project, type KnownRows } from './project.js';
export * from './rows.js';
export { touchedTasks } from './user-task.js';
