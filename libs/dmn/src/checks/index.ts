export { checkDecisions } from './check-decisions.js';
export type { Finding } from './finding.js';
export { checkFeel } from './check-feel.js';
export type { CheckOptions, FeelHint } from './check-feel.js';
