import { compileFeel } from '../evaluation/program.js';
import { environment } from '../testing/feel.js';
import type { FeelKind } from '../values/value.js';
import type { BuiltinParameter, Overload, ParameterKind } from './declaration.js';
import { BUILTIN_NAMES, builtinNamed } from './registry.js';

const SAMPLES: Record<Exclude<ParameterKind, 'any'>, string> = {
  'null': 'null',
  'boolean': 'true',
  'string': '"1"',
  'number': '1',
  'list': '[1]',
  'context': '{a: 1}',
  'date': '@"2026-09-02"',
  'time': '@"08:15:00"',
  'date and time': '@"2026-09-02T08:15:00Z"',
  'years and months duration': '@"P14M"',
  'days and time duration': '@"PT90M"',
  'range': '[1..5]',
  'function': 'function(a, b) a',
};
const KINDS = Object.keys(SAMPLES) as FeelKind[];

/** Built-ins that take more than the declared samples: their arguments are given here. */
const ARGUMENTS: Record<string, readonly string[]> = {
  'date': ['"2026-09-02"'], 'time': ['"08:00:00"'], 'date and time': ['"2026-09-02T08:00:00"'], 'duration': ['"P1D"'],
  'range': ['"[1..2]"'], 'string join': ['["a"]', '"-"'], 'context merge': ['[{a: 1}]'], 'context': ['[{key: "a", value: 1}]'],
  'substring': ['"1"', '1', '1'], 'list replace': ['[1]', '1', '2'], 'number': ['"1"', '","', '"."'], 'any': ['[true]'], 'all': ['[true]'],
  'sort': ['[1]', 'function(a, b) a < b'], 'replace': ['"1"', '"1"', '"2"', '"i"'], 'matches': ['"1"', '"1"', '"i"'], 'not': ['true'], 'stddev': ['[1, 2]'],
};

function sample(parameter: BuiltinParameter): string {
  const [kind] = parameter.kinds;
  if (parameter.name === 'keys') return '["a"]';
  return kind === undefined || kind === 'any' ? '1' : SAMPLES[kind];
}

function sampleArguments(name: string, overload: Overload): string[] {
  const given = ARGUMENTS[name];
  return overload.parameters.map((parameter, index) => (overload === builtinNamed(name)?.overloads[0] && given?.[index]) || sample(parameter));
}

function run(text: string): { value: unknown; codes: readonly string[] } {
  const program = compileFeel(text);
  if (program.kind === 'error') throw new Error(`${program.message} in ${text}`);
  const { value, warnings } = program.run(new Map(), environment);
  return { value, codes: warnings.map((warning) => warning.code) };
}

const overloads = BUILTIN_NAMES.flatMap((name) =>
  (builtinNamed(name)?.overloads ?? []).map((overload, index) => ({ name, overload, index, args: sampleArguments(name, overload) })));

describe.each(overloads)('$name, way $index', ({ name, overload, args }) => {
  const others = (builtinNamed(name)?.overloads ?? []).filter((one) => one !== overload);

  it('takes its arguments by position and by name', () => {
    const named = overload.parameters.map((parameter, index) => `${parameter.name}: ${args[index]}`).join(', ');
    const positional = run(`${name}(${args.join(', ')})`);
    expect(positional.codes.filter((code) => code === 'INVALID_ARGUMENT')).toEqual([]);
    if (overload.parameters.length > 0) expect(run(`${name}(${named})`)).toEqual(positional);
  });

  it('is null with a warning when an argument is missing, one too many, or misnamed', () => {
    const required = overload.parameters.filter((parameter) => !parameter.optional && !parameter.rest);
    const fewer = args.slice(0, required.length - 1);
    if (required.length > 0 && !others.some((one) => one.parameters.length <= fewer.length)) {
      expect(run(`${name}(${fewer.join(', ')})`)).toEqual({ value: null, codes: ['INVALID_ARGUMENT'] });
    }
    expect(run(`${name}(${required.map((_p, i) => `lạ ${i}: 1`).concat('khác: 1').join(', ')})`)).toEqual({ value: null, codes: ['INVALID_ARGUMENT'] });
  });

  it('checks each argument', () => {
    for (const [index, parameter] of overload.parameters.entries()) checkArgument(parameter, index);
  });

  function checkArgument(parameter: BuiltinParameter, index: number): void {
    const withArgument = (value: string): { value: unknown; codes: readonly string[] } => run(`${name}(${args.with(index, value).join(', ')})`);
    const taken = new Set(others.concat(overload).flatMap((one) => one.parameters[index]?.kinds ?? []));

    // null where null does not belong
    if (!parameter.nullable && !parameter.rest && !others.some((one) => one.parameters[index]?.nullable)) {
      expect(withArgument('null')).toEqual({ value: null, codes: ['INVALID_ARGUMENT'] });
    }
    // any kind that is not taken
    for (const kind of KINDS) {
      const fits = taken.has(kind) || taken.has('any') || taken.has('list') || kind === 'null' || parameter.rest
        || (kind === 'date' && taken.has('date and time')) || (kind === 'list' && taken.has('number'));
      if (!fits) expect({ kind, ...withArgument(SAMPLES[kind]) }).toEqual({ kind, value: null, codes: ['INVALID_ARGUMENT'] });
    }
    // a list of one is its element
    if (!taken.has('list') && !taken.has('any') && !parameter.rest) expect(withArgument(`[${args[index]}]`)).toEqual(run(`${name}(${args.join(', ')})`));
  }
});
