export * from './manual-clock.js';
export * from './memory-store.js';
export * as members from './members.js';
export * as samples from './sample-processes.js';
export * from './runtime-contract.js';
export * from './store-contract.js';
export { bpmn, ScopeBuilder } from './process-builder.js';
export type { ElementOptions, EventOptions, LoopOptions } from './element-options.js';
export { scenario, Scenario, type ScenarioOptions } from './scenario.js';
