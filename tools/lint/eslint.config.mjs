import path from 'node:path';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../..');

/** Who may import whom; the picture is in README.md. */
const direction = {
  model: [],
  dmn: [],
  engine: ['dmn', 'model'],
  documents: ['model'],
  edxml: [],
  signing: ['model'],
  'connector-sdk': ['model'],
  connectors: ['connector-sdk', 'edxml', 'model', 'signing'],
  persistence: ['documents', 'engine', 'model'],
  api: ['connector-sdk', 'connectors', 'dmn', 'documents', 'edxml', 'engine', 'model', 'persistence', 'signing'],
  web: ['dmn', 'engine', 'model'],
  'signing-agent': ['model', 'signing'],
  'axis-sandbox': ['edxml', 'model'],
  'mail-sandbox': [],
  e2e: ['connectors', 'model', 'persistence', 'signing'],
};

/** Frameworks and who alone may use them. */
const frameworks = [
  { packages: ['typeorm', 'mysql2', 'better-sqlite3'], only: ['persistence'] },
  { packages: ['@nestjs/*'], only: ['api'] },
  { packages: ['@angular/*', 'bpmn-js', 'bpmn-js/*', 'diagram-js', 'diagram-js/*'], only: ['web'] },
];

const depConstraints = Object.entries(direction).map(([project, allowed]) => ({
  sourceTag: `scope:${project}`,
  onlyDependOnLibsWithTags: [`scope:${project}`, ...allowed.map((each) => `scope:${each}`)],
  bannedExternalImports: frameworks.filter((each) => !each.only.includes(project)).flatMap((each) => each.packages),
}));

const noIo = ['fs', 'fs/promises', 'net', 'http', 'https', 'child_process', 'worker_threads', 'os'].flatMap((each) => [each, `node:${each}`]);

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.vanthu/**', '**/.angular/**', '**/generated/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { project: ['tools/types/tsconfig.json', 'apps/web/tsconfig.app.json', 'apps/web/tsconfig.spec.json'], tsconfigRootDir: root, emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints, enforceBuildableLibDependency: false, allow: ['../../../tools/**', '../../../../tools/**'] }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/triple-slash-reference': 'off',
    },
  },
  {
    files: ['libs/{engine,dmn,documents,model}/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'libs/engine/src/runtime/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: noIo.map((name) => ({ name, message: 'No I/O here: it comes in as an argument.' })) }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock comes in as an argument.' },
        { object: 'Math', property: 'random', message: 'Chance comes in as an argument.' },
      ],
    },
  },
  { files: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/testing/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['apps/web/**/*.ts'], extends: [...angular.configs.tsRecommended], processor: angular.processInlineTemplates, rules: { '@angular-eslint/component-class-suffix': 'off', '@angular-eslint/directive-class-suffix': 'off' } },
  { files: ['apps/web/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
  { files: ['tools/**/*.mjs', '*.mjs'], rules: { 'max-lines': ['error', { max: 400 }] } },
);
