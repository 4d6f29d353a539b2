export type * from './execution/command.js';
export type * from './execution/context.js';
export type * from './execution/event.js';
export type * from './execution/json.js';
export * from './runtime/process-store.js';
export * from './runtime/projection/index.js';
