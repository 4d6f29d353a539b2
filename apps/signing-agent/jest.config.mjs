import { nodeProject } from '../../tools/jest/preset.mjs';

// Keys, tokens and outside verifiers take their time on a busy machine.
export default { ...nodeProject('signing-agent', import.meta.dirname), testTimeout: 60_000 };
