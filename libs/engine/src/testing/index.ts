export * from './manual-clock.js';
export * from './memory-store.js';
export * from './members.js';
export * from './store-contract.js';
