export { pdfsig } from './pdfsig.js';
export type { PdfsigSignature } from './pdfsig.js';
export { runTool } from './debian-tool.js';
export type { DebianTool } from './debian-tool.js';
export { sampleLetter } from './sample-letter.js';
export { createSoftHsm } from './soft-hsm.js';
export type { SoftHsm } from './soft-hsm.js';
export { describeSigningKeyContract } from './signing-key-contract.js';
export type { SigningKeyFixture } from './signing-key-contract.js';
