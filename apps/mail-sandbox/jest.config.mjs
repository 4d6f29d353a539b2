import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('mail-sandbox', import.meta.dirname);
