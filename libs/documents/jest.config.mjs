import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('documents', import.meta.dirname);
