import { jest } from '@jest/globals';

// Whole servers start in the specs; a machine that is busy with other projects may take long for it.
jest.setTimeout(120_000);
