import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('axis-sandbox', import.meta.dirname);
