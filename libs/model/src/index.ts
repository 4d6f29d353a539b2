export * from './key.js';
export * from './organisation.js';
export * from './document.js';
export * from './error-codes.js';
export * from './api/index.js';
export type * from './received-document.js';
export { vanthuModdle } from './vanthu-moddle.js';
