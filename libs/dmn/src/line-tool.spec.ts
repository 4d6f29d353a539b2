import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
  readonly warnings?: readonly { readonly code: string; readonly position: { readonly from: number; readonly to: number } }[];
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
    ['a file and no name', { file: 'none.dmn' }, 'REQUEST', null],
  ])('answers %s with an error, and goes on', async (_name, request, code, position) => {
    const [wrong, right] = await ask(request, { expression: '"tiếp"' });
    expect(wrong?.error).toMatchObject({ code, position });
    expect(right?.value).toBe('"tiếp"');
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
