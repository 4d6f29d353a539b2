import type { Call } from '../evaluation/run.js';
import type { FeelValue } from '../values/value.js';
import { translatePattern } from './pattern-translation.js';

const cache = new Map<string, RegExp | null>();
const CACHED = 500;

function compiled(call: Call, pattern: string, flags: string | null, global: boolean): RegExp | null {
  const key = `${flags ?? ''}/${pattern}`;
  let expression = cache.get(key);
  if (expression === undefined) {
    expression = translatePattern(pattern, flags ?? '');
    if (cache.size > CACHED) cache.clear();
    cache.set(key, expression);
  }
  if (!expression) return call.fail('INVALID_ARGUMENT', 'The regular expression is not valid.');
  return global ? new RegExp(expression.source, `${expression.flags}g`) : expression;
}

/** Whether the pattern is found anywhere in the text. */
export function matchesPattern(call: Call, input: string, pattern: string, flags: string | null = null): FeelValue {
  const expression = compiled(call, pattern, flags, false);
  return expression && expression.test(input);
}

/** Replaces each match; `$1` … in the replacement are groups, `\$` and `\\` the characters. */
export function replacePattern(call: Call, input: string, pattern: string, replacement: string, flags: string | null = null): FeelValue {
  const expression = compiled(call, pattern, flags, true);
  if (!expression) return null;
  if (new RegExp(expression.source, expression.flags).test('')) return call.fail('INVALID_ARGUMENT', 'The pattern matches the empty text.');
  const result = input.replace(expression, replacement);
  call.run.spendText(result.length);
  return result;
}

export function splitByPattern(call: Call, text: string, delimiter: string): FeelValue {
  const expression = compiled(call, delimiter, null, true);
  if (!expression) return null;
  const parts = text.split(expression);
  call.run.spendList(parts.length);
  return parts;
}
