import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('e2e', import.meta.dirname);
