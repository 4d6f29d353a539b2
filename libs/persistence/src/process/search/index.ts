export type { Entity, Sql } from './entity.js';
export { decisionDefinitions, decisionInstances, decisionRequirements, processDefinitions, wholeDecisionInstances } from './entities/definitions.js';
export { cutVariables, elementInstances, processInstances, wholeVariables } from './entities/instances.js';
export { correlatedSubscriptions, incidents, jobs, messageSubscriptions, userTasks } from './entities/work.js';
export { definitionStatistics, errorStatistics, errorsByDefinition, subscriptionStatistics, versionStatistics } from './entities/statistics.js';
export { ProcessReads, type ElementCounts } from './process-reads.js';
export { ProcessSearch, type FoundPage } from './process-search.js';
export { SearchError } from './search-error.js';
export type { SearchItem } from './search-item.js';
