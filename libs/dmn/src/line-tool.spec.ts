import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { decision, definitions, input, literal, table } from './testing/dmn.js';
import { evaluate } from './testing/feel.js';
import { bundle, projectFolder, runProgram } from './testing/programs.js';
import { anyValue } from './testing/values.js';
import { equals } from './values/equality.js';
import { formatFeel } from './values/format.js';
import type { FeelValue } from './values/value.js';

interface Answer {
  readonly value?: string;
  readonly type?: string;
  readonly problems?: readonly { readonly code: string }[];
  readonly warnings?: readonly { readonly code: string; readonly source?: string; readonly position: { readonly from: number; readonly to: number } }[];
  readonly trace?: { readonly decisions: readonly { readonly value: string }[]; readonly tables: readonly { readonly inputs: readonly { readonly value: string }[]; readonly rules: readonly { readonly index: number }[] }[] };
  readonly error?: { readonly code: string; readonly message: string; readonly position: { readonly from: number; readonly to: number } | null };
}

let folder: string;

/** The tool beside the sources of now, not beside what was built last. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dmn-tool-'));
  cpSync(path.join(projectFolder, 'tools'), path.join(folder, 'tools'), { recursive: true });
  symlinkSync(path.join(projectFolder, '../../node_modules'), path.join(folder, 'node_modules'));
  await bundle(['src/index.ts', '--bundle', '--format=esm', '--platform=node', '--packages=external', '--log-level=warning', `--outfile=${path.join(folder, 'dist/index.js')}`]);
  writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function ask(...requests: readonly (object | string)[]): Promise<Answer[]> {
  const lines = requests.map((request) => (typeof request === 'string' ? request : JSON.stringify(request)));
  const output = await runProgram(process.execPath, [path.join(folder, 'tools/dmn.mjs')], { cwd: folder, input: `${lines.join('\n')}\n` });
  return output.trim().split('\n').map((line) => JSON.parse(line) as Answer);
}

describe('the line tool', () => {
  it('answers expressions, with a context of FEEL texts', async () => {
    const [plain, given, nothing] = await ask(
      { expression: '1 + 2' },
      { expression: 'số ngày + gross-net', context: { 'số ngày': '2', 'gross-net': '1 + 1' } },
      { expression: 'mất' },
    );
    expect(plain).toEqual({ value: '3', type: 'number', warnings: [] });
    expect(given?.value).toBe('4');
    expect(nothing).toMatchObject({ value: 'null', type: 'null', warnings: [{ code: 'VARIABLE_NOT_FOUND', position: { from: 0, to: 3 } }] });
  });

  it('answers unary tests', async () => {
    const answers = await ask(
      { unaryTests: '> 5, null', input: '7' },
      { unaryTests: 'x, ? < 0', input: '3', context: { x: '4' } },
      { unaryTests: '-' },
      { unaryTests: '? = false', input: 'false' },
      { unaryTests: '?.gross-net > 1', input: '{"gross-net": 2}' },
    );
    expect(answers.map((answer) => answer.value)).toEqual(['true', 'false', 'true', 'true', 'true']);
  });

  it('evaluates decisions, knowledge models and services of files, with imports and a trace', async () => {
    // given
    const rows = table({ inputs: [{ text: 'x' }], outputs: [{}], rules: [['< 5', '"ít"'], ['>= 5', '"nhiều"']] });
    const service = '<decisionService id="s" name="dịch vụ"><outputDecision href="#d"/><inputData href="#in-x"/></decisionService>';
    const knowledge = `<businessKnowledgeModel id="k" name="gấp đôi"><variable name="gấp đôi"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`;
    const library = path.join(folder, 'library.dmn');
    const main = path.join(folder, 'main.dmn');
    writeFileSync(library, definitions(decision('h', literal('40')), 'urn:lib'));
    writeFileSync(main, definitions(
      `<import name="lib" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>${input('x', 'number')}${decision('d', rows, { inputs: ['x'], name: 'mức' })}${service}${knowledge}${decision('i', literal('lib.h + 2'), { decisions: ['urn:lib#h'] })}`,
    ));
    const file = { file: main, imports: [library] };

    // when
    const [decided, byId, known, served, imported] = await ask(
      { ...file, invoke: 'mức', inputs: { x: '7' } },
      { ...file, invoke: 'd', inputs: { x: '"a"' } },
      { ...file, invoke: 'gấp đôi', inputs: { n: '21' } },
      { ...file, invoke: 'dịch vụ', inputs: { x: '1' } },
      { ...file, invoke: 'i' },
    );

    // then
    expect(decided).toMatchObject({ value: '"nhiều"', type: 'string', trace: { decisions: [{ value: '"nhiều"' }], tables: [{ inputs: [{ value: '7' }], rules: [{ index: 2 }] }] } });
    expect(byId).toMatchObject({ value: 'null', warnings: [{ code: 'TYPE_MISMATCH' }, { code: 'TABLE_NO_RULE' }] });
    expect([known?.value, served?.value, imported?.value]).toEqual(['42', '"ít"', '42']);
  });

  it.each([
    ['FEEL that does not parse', { expression: '1 + + 2' }, 'FEEL_SYNTAX', { from: 4, to: 5 }],
    ['a context that does not parse', { expression: 'a', context: { a: '(' } }, 'FEEL_SYNTAX', { from: 1, to: 1 }],
    ['a spent budget', { expression: 'for i in 1..1e9 return i' }, 'FEEL_BUDGET_EXCEEDED', null],
    ['no JSON', '{"expression": ', 'REQUEST', null],
    ['no object', '[1]', 'REQUEST', null],
    ['nothing to do', {}, 'REQUEST', null],
    ['a number for a text', { expression: 5 }, 'REQUEST', null],
    ['no file', { file: 'none.dmn', invoke: 'd' }, 'ENOENT', null],
    ['a file that is no text', { file: 5, invoke: 'd' }, 'REQUEST', null],
    ['a file and no name', { file: 'none.dmn' }, 'REQUEST', null],
  ])('answers %s with an error, and goes on', async (_name, request, code, position) => {
    const [wrong, right] = await ask(request, { expression: '"tiếp"' });
    expect(wrong?.error).toMatchObject({ code, position });
    expect(right?.value).toBe('"tiếp"');
  });

  it('says why a value it was given is null, what is wrong with a model, and that a name is not there', async () => {
    // given
    writeFileSync(path.join(folder, 'broken.dmn'), definitions(input('x') + decision('d', literal('1 +'), { inputs: ['x'] }) + decision('e', literal('x'), { inputs: ['x'] })));

    // when
    const [given, broken, missing] = await ask(
      { file: 'broken.dmn', invoke: 'e', inputs: { x: 'chữ' } },
      { file: 'broken.dmn', invoke: 'd' },
      { file: 'broken.dmn', invoke: 'f' },
    );

    // then
    expect(given).toMatchObject({ value: 'null', warnings: [{ code: 'VARIABLE_NOT_FOUND', source: 'x' }] });
    expect(broken).toMatchObject({ value: 'null', problems: [{ code: 'DMN_FEEL' }] });
    expect(missing?.error?.code).toBe('DECISION_NOT_FOUND');
  });

  it('reads files with a byte order mark, in UTF-16, with other line ends; and lines with a mark', async () => {
    // given
    const xml = definitions(decision('d', literal('1 +\n2')));
    writeFileSync(path.join(folder, 'marked.dmn'), `\uFEFF${xml.replaceAll('\n', '\r\n')}`);
    writeFileSync(path.join(folder, 'wide.dmn'), `\uFEFF${xml}`, 'utf16le');
    writeFileSync(path.join(folder, 'big-endian.dmn'), Buffer.from(`\uFEFF${xml}`, 'utf16le').swap16());

    // when
    const answers = await ask(...['marked.dmn', 'wide.dmn', 'big-endian.dmn'].map((file) => `\uFEFF${JSON.stringify({ file, invoke: 'd' })}\r`));

    // then
    expect(answers.map((answer) => answer.value)).toEqual(['3', '3', '3']);
  });

  it('reads a file again when it has changed', async () => {
    // given
    const file = path.join(folder, 'changing.dmn');
    writeFileSync(file, definitions(decision('d', literal('1'))));
    const child = spawn(process.execPath, [path.join(folder, 'tools/dmn.mjs')], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const asked = async (): Promise<Answer> => {
      child.stdin.write('{"file": "changing.dmn", "invoke": "d"}\n');
      return JSON.parse(String((await lines.next()).value)) as Answer;
    };

    // when
    const before = await asked();
    writeFileSync(file, definitions(decision('d', literal('2'))));
    const after = await asked();
    child.stdin.end();

    // then
    expect([before.value, after.value]).toEqual(['1', '2']);
  });

  it('ends in silence when nobody reads on', async () => {
    const child = spawn(process.execPath, [path.join(folder, 'tools/dmn.mjs')], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    let complaints = '';
    child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end('{"expression": "1"}\n'.repeat(5000));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, complaints]).toEqual([0, '']);
  });

  it('takes paths from where the caller of npm stands, and prints nothing but answers', async () => {
    // given
    const root = path.join(folder, 'root');
    const tools = path.join(projectFolder, '../../tools');
    for (const file of ['run.mjs', 'dmn.mjs']) cpSync(path.join(tools, file), path.join(root, 'tools', file));
    writeFileSync(path.join(root, 'tools/build.mjs'), 'export const buildLibrary = () => console.error("đã dựng");');
    for (const part of ['tools', 'dist']) cpSync(path.join(folder, part), path.join(root, 'libs/dmn', part), { recursive: true });
    symlinkSync(path.join(projectFolder, '../../node_modules'), path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'package-lock.json'), '{}');
    utimesSync(path.join(root, 'package-lock.json'), 0, 0);
    writeFileSync(path.join(root, 'package.json'), JSON.stringify({ type: 'module', scripts: { 'dmn': 'node tools/run.mjs dmn:app', 'dmn:app': 'node tools/dmn.mjs' } }));
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'here.dmn'), definitions(decision('d', literal('"ở đây"'))));

    // when
    const output = await runProgram(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['--prefix', root, 'run', '-s', 'dmn'], { cwd: elsewhere, input: '{"file": "here.dmn", "invoke": "d"}' });

    // then
    expect(output.trim().split('\n').map((line) => (JSON.parse(line) as Answer).value)).toEqual(['"ở đây"']);
  });

  it('answers in order, lines without text left out', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => (index % 7 === 0 ? 'for i in 1..2000 return i' : String(index)));
    const answers = await ask(...texts.flatMap((expression) => [{ expression: `(${expression})` }, '']));
    expect(answers).toHaveLength(300);
    for (const [index, answer] of answers.entries()) if (index % 7 !== 0) expect(answer.value).toBe(String(index));
  });

  it('writes values as texts that read back equal', async () => {
    // given
    const values = fc.sample(anyValue, { numRuns: 200, seed: 3 });

    // when
    const answers = await ask(...values.map((value) => ({ expression: formatFeel(value) })));

    // then
    for (const [index, answer] of answers.entries()) {
      const original = values[index] as FeelValue;
      expect([answer.value, equals(evaluate(answer.value ?? '').value, original)]).toEqual([formatFeel(original), true]);
    }
  });
});
