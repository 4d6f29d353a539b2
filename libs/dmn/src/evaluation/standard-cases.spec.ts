import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { evaluate, feel, valueOf } from '../testing/feel.js';
import { namesOfValue } from '../values/names.js';
import type { FeelValue } from '../values/value.js';
import { compileFeel } from './program.js';

/**
 * The standard's definitions as lines `expression => value`. `{{"name": "<FEEL>"}} expression` gives variables,
 * `UT tests @@ input` are unary tests. Written from the text of the standard.
 */
const folder = path.join(import.meta.dirname, 'standard-cases');

interface Case {
  readonly text: string;
  readonly expected: string;
}

function casesOf(file: string): Case[] {
  return readFileSync(path.join(folder, file), 'utf8').trim().split('\n').map((line) => {
    const at = line.lastIndexOf(' => ');
    return { text: line.slice(0, at), expected: line.slice(at + 4) };
  });
}

function answer(text: string): string {
  const [, tests, given] = /^UT (.*) @@ (.*)$/.exec(text) ?? [];
  if (tests !== undefined && given !== undefined) return String(evaluate(tests, { '?': valueOf(given) }, { dialect: 'unaryTests' }).value);
  const [, variables, expression] = /^\{(\{.*?\})\} (.*)$/.exec(text) ?? [];
  if (variables === undefined || expression === undefined) return feel(text);
  const entries = Object.entries(JSON.parse(variables) as Record<string, string>).map(([name, value]): [string, FeelValue] => [name, valueOf(value)]);
  return feel(expression, Object.fromEntries(entries), { names: Object.fromEntries(entries.map(([name, value]) => [name, namesOfValue(value)])) });
}

describe.each(readdirSync(folder))('%s', (file) => {
  it.each(casesOf(file))('$text → $expected', ({ text, expected }) => {
    if (expected === 'null' && compileFeel(text).kind === 'error' && !text.startsWith('UT') && !text.startsWith('{{')) return;
    expect(answer(text)).toBe(expected);
  });
});
