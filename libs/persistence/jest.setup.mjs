import { jest } from '@jest/globals';

// The first test of a file may have to make a MariaDB server first.
jest.setTimeout(120_000);
