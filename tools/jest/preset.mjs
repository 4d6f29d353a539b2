import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Jest settings of a Node project: TypeScript through swc as ES modules, libraries from their sources. */
export function nodeProject(name, projectDir) {
  return {
    displayName: name,
    rootDir: projectDir,
    roots: ['<rootDir>/src'],
    testEnvironment: 'node',
    // real servers on a busy machine; nothing here asserts on time
    testTimeout: 60_000,
    testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
    moduleNameMapper: {
      '^@vanthu/([a-z-]+)$': `${root}/libs/$1/src/index.ts`,
      '^@vanthu/([a-z-]+)/(testing|checks)$': `${root}/libs/$1/src/$2/index.ts`,
      '^(\\.{1,2}/.*)\\.js$': '$1',
    },
    modulePathIgnorePatterns: ['<rootDir>/dist'],
    ...(existsSync(path.join(projectDir, 'jest.setup.mjs')) && { setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'] }),
  };
}

const swcOptions = {
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
