export { pdfsig } from './pdfsig.js';
export type { PdfsigSignature } from './pdfsig.js';
export { runTool } from './debian-tool.js';
export type { DebianTool } from './debian-tool.js';
export { sampleLetter } from './sample-letter.js';
