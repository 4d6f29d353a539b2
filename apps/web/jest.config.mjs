import { createRequire } from 'node:module';
import path from 'node:path';

const { createEsmPreset } = createRequire(import.meta.url)('jest-preset-angular/presets/index.js');
const root = path.resolve(import.meta.dirname, '../..');
const preset = createEsmPreset();

export default {
  ...preset,
  displayName: 'web',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^@vanthu/([a-z-]+)$': `${root}/libs/$1/src/index.ts`,
    '^@vanthu/([a-z-]+)/([a-z]+)$': `${root}/libs/$1/src/$2/index.ts`,
    '^(bpmn-js|bpmn-js-properties-panel|@bpmn-io/|camunda-bpmn-js-behaviors|diagram-js|pdfjs-dist|preact|flatpickr)(/.*)?$': '<rootDir>/src/testing/browser-only.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.angular'],
};
