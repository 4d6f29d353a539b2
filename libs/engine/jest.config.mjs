import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('engine', import.meta.dirname);
