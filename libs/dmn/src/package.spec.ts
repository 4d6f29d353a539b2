import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { bundle, programOf, projectFolder, runProgram } from './testing/programs.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

const MOST_BYTES = 84_000;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

let folder: string;
let files: string[];

/** Builds the sources of now, packs them, and lays the packed files out as if they were installed, with nothing but their dependencies. */
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'dmn-package-')));
  const staged = path.join(folder, 'staged');
  mkdirSync(staged);
  for (const file of ['package.json', 'README.md', 'LICENSE']) cpSync(path.join(projectFolder, file), path.join(staged, file));
  await runProgram(process.execPath, [programOf('typescript/bin/tsc'), '-p', 'tsconfig.lib.json', '--outDir', path.join(staged, 'dist')]);
  const [packed] = JSON.parse(await runProgram(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: staged })) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map((file) => file.path);
  const installed = path.join(folder, 'node_modules/@vanthu/dmn');
  mkdirSync(installed, { recursive: true });
  await runProgram('tar', ['-xzf', path.join(folder, path.basename(packed.filename)), '-C', installed, '--strip-components=1']);
  linkDependencies(path.join(folder, 'node_modules'));
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function linkDependencies(target: string): void {
  const { dependencies } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys(dependencies)) {
    mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    symlinkSync(path.join(projectFolder, '../../node_modules', name), path.join(target, name));
  }
}

const entry = `
import { compileFeel, evaluateDecision, formatFeel, parseDecisions } from '@vanthu/dmn';
import { checkDecisions, checkFeel } from '@vanthu/dmn/checks';
const xml = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:x"><decision id="d" name="d"><variable name="d"/><literalExpression><text>1 + 2</text></literalExpression></decision></definitions>';
export async function answer() {
  const environment = { now: 0, zone: 'Asia/Ho_Chi_Minh' };
  const program = compileFeel('now()');
  const model = await parseDecisions(xml);
  return [formatFeel(program.run(new Map(), environment).value), formatFeel(evaluateDecision(model, 'd', {}, environment).value), typeof checkDecisions, typeof checkFeel];
}`;
const expected = ['@"1970-01-01T08:00:00@Asia/Ho_Chi_Minh"', '3', 'function', 'function'];

/** Minified for the browser; `iife` is a script that sets `dmn`. */
async function bundled(source: string, format: 'iife' | 'esm'): Promise<string> {
  writeFileSync(path.join(folder, 'browser.mjs'), source);
  await bundle(['browser.mjs', '--bundle', '--minify', '--platform=browser', `--format=${format}`, ...(format === 'iife' ? ['--global-name=dmn'] : []), '--target=es2022', '--log-level=warning', '--outfile=browser.js'], folder);
  return readFileSync(path.join(folder, 'browser.js'), 'utf8');
}

describe('the package', () => {
  it('holds what is built, the README and the licence, and nothing else', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts', 'dist/checks/index.js', 'dist/checks/index.d.ts']));
    expect(files.filter((file) => !/^(?:LICENSE|README\.md|package\.json|dist\/[\w/-]+(?:\.js|\.d\.ts))$/.test(file))).toEqual([]);
    expect(files.filter((file) => /spec|testing/.test(file))).toEqual([]);
  });

  it('names what it needs, so that others can install it', () => {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'node_modules/@vanthu/dmn/package.json'), 'utf8')) as Manifest;
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, license: 'MIT', engines: { node: '>=20.12' }, exports: { '.': {}, './checks': {} } });
    for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('works in Node', async () => {
    writeFileSync(path.join(folder, 'use.mjs'), `${entry}\nconsole.log(JSON.stringify(await answer()));`);
    const output = await runProgram(process.execPath, ['use.mjs'], { cwd: folder });
    expect(JSON.parse(output)).toEqual(expected);
  });

  it('works where there is nothing of Node', async () => {
    // given
    const code = await bundled(entry, 'iife');

    // when
    const page = vm.createContext({}) as { dmn: { answer(): Promise<unknown> } };
    vm.runInContext(code, page);

    // then
    expect(JSON.parse(JSON.stringify(await page.dmn.answer()))).toEqual(expected);
  });

  it('is less than 84 KB with its dependencies, the checks a little more', async () => {
    const everything = await bundled("export * from '@vanthu/dmn';", 'esm');
    const withChecks = await bundled("export * from '@vanthu/dmn'; export * as checks from '@vanthu/dmn/checks';", 'esm');
    expect(gzipSync(everything, { level: 9 }).length).toBeLessThan(MOST_BYTES);
    expect(gzipSync(withChecks, { level: 9 }).length).toBeLessThan(MOST_BYTES + 8000);
  });
});
