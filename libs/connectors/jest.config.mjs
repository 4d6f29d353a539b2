import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('connectors', import.meta.dirname);
