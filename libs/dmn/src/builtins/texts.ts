import type { Call } from '../evaluation/run.js';
import { Decimal } from '../values/decimal.js';
import type { FeelList, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';
import { matchesPattern, replacePattern, splitByPattern } from './regular-expressions.js';

const string = parameter('string', 'string');
const match = parameter('match', 'string');
const flags = parameter('flags?', 'string', 'nullable');

export const textBuiltins: readonly Builtin[] = [
  builtin('substring', overload([string, parameter('start position', 'number'), parameter('length?', 'number')], substring)),
  builtin('string length', overload([string], (_call, text: string) => new Decimal(codePoints(text)))),
  builtin('upper case', overload([string], (_call, text: string) => text.toUpperCase())),
  builtin('lower case', overload([string], (_call, text: string) => text.toLowerCase())),
  builtin('substring before', overload([string, match], (_call, text: string, part: string) => text.slice(0, Math.max(text.indexOf(part), 0)))),
  builtin('substring after', overload([string, match], substringAfter)),
  builtin('contains', overload([string, match], (_call, text: string, part: string) => text.includes(part))),
  builtin('starts with', overload([string, match], (_call, text: string, part: string) => text.startsWith(part))),
  builtin('ends with', overload([string, match], (_call, text: string, part: string) => text.endsWith(part))),
  builtin('matches', overload([parameter('input', 'string'), parameter('pattern', 'string'), flags], matchesPattern)),
  builtin('replace', overload(
    [parameter('input', 'string'), parameter('pattern', 'string'), parameter('replacement', 'string'), flags],
    replacePattern,
  )),
  builtin('split', overload([string, parameter('delimiter', 'string')], splitByPattern)),
  builtin('string join', overload([parameter('list', 'list'), parameter('delimiter?', 'string', 'nullable')], join)),
];

const ASTRAL = /[\ud800-\udbff]/;

function codePoints(text: string): number {
  return ASTRAL.test(text) ? Array.from(text).length : text.length;
}

/** Positions count code points, from 1, or from the end when negative. */
function substring(call: Call, text: string, start: Decimal, length?: Decimal): FeelValue {
  const size = codePoints(text);
  const from = start.trunc().toNumber();
  if (from === 0 || Math.abs(from) > size) return call.fail('OUT_OF_RANGE', `There is no position ${from} in a text of ${size}.`);
  const count = length === undefined ? size : length.trunc().toNumber();
  if (count < 1) return call.fail('OUT_OF_RANGE', 'The length is not positive.');
  const skip = from > 0 ? from - 1 : size + from;
  return size === text.length ? text.slice(skip, skip + count) : Array.from(text).slice(skip, skip + count).join('');
}

function substringAfter(_call: Call, text: string, part: string): FeelValue {
  const index = text.indexOf(part);
  return index < 0 ? '' : text.slice(index + part.length);
}

function join(call: Call, list: FeelList, delimiter: string | null = null): FeelValue {
  const texts = list.filter((element) => element !== null);
  if (!texts.every((element) => typeof element === 'string')) return call.fail('TYPE_MISMATCH', 'Only texts can be joined.');
  const between = delimiter ?? '';
  call.run.spendText(texts.reduce((sum, text) => sum + text.length + between.length, 0));
  return texts.join(between);
}
