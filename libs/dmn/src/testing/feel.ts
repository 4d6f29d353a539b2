import { compileFeel } from '../evaluation/program.js';
import type { CompileOptions } from '../evaluation/program.js';
import type { FeelEnvironment, FeelWarning } from '../evaluation/run.js';
import { formatFeel } from '../values/format.js';
import type { FeelValue } from '../values/value.js';

/** 2026-09-02 08:00 in Vietnam. */
export const environment: FeelEnvironment = { now: Date.UTC(2026, 8, 2, 1), zone: 'Asia/Ho_Chi_Minh' };

export function evaluate(
  text: string,
  variables: Readonly<Record<string, FeelValue>> = {},
  options: CompileOptions & { readonly environment?: Partial<FeelEnvironment> } = {},
): { value: FeelValue; warnings: readonly FeelWarning[] } {
  const program = compileFeel(text, options);
  if (program.kind === 'error') throw new Error(`${program.message} ${JSON.stringify(program.position)} in ${text}`);
  return program.run(new Map(Object.entries(variables)), { ...environment, ...options.environment });
}

/** The value as FEEL text. */
export function feel(text: string, variables: Readonly<Record<string, FeelValue>> = {}, options: CompileOptions = {}): string {
  return formatFeel(evaluate(text, variables, options).value);
}

/** One value of every kind, all different; the names are the kinds'. */
export function valueOf(text: string): FeelValue {
  return evaluate(text).value;
}

/** Checks a table of expressions and the text of their values: null also needs a warning unless `null` is the plain answer. */
export function describeFeel(title: string, cases: readonly (readonly [expression: string, expected: string])[]): void {
  describe(title, () => {
    it.each(cases.map(([expression, expected]) => ({ expression, expected })))('$expression → $expected', ({ expression, expected }) => {
      expect(feel(expression)).toBe(expected);
    });
  });
}
