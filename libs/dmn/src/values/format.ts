import { charge } from '../evaluation/meter.js';
import { decimalText } from './decimal.js';
import type { Decimal } from './decimal.js';
import type { FeelFunction } from './function.js';
import type { FeelRange } from './range.js';
import { typeOf } from './value.js';
import type { FeelContext, FeelList, FeelValue } from './value.js';

/** The value as FEEL text. Parsed and run, it gives an equal value (functions excepted: they have no text). */
export function formatFeel(value: FeelValue): string {
  return write(value, true);
}

/** The text that FEEL's `string()` gives; a text is itself, temporal values have no `@"…"`. */
export function feelString(value: FeelValue): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : write(value, false);
}

function write(value: FeelValue, literal: boolean): string {
  charge(1);
  switch (typeOf(value)) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value);
    case 'string':
      charge((value as string).length >> 4);
      return quote(value as string);
    case 'number':
      return decimalText(value as Decimal);
    case 'list':
      return `[${(value as FeelList).map((entry) => write(entry, literal)).join(', ')}]`;
    case 'context':
      return writeContext(value as FeelContext, literal);
    case 'range':
      return writeRange(value as FeelRange, literal);
    case 'function':
      return writeFunction(value as FeelFunction);
    default:
      return literal ? `@"${String(value)}"` : String(value);
  }
}

const PLAIN_KEY = /^[A-Za-z_\u00c0-\u1fff][\w\u00c0-\u1fff]*$/;
const SPACED_KEY = /^[A-Za-z_\u00c0-\u1fff][\w\u00c0-\u1fff]*(?: [A-Za-z_\u00c0-\u1fff][\w\u00c0-\u1fff]*)*$/;
const QUOTED = /["\\\n\r\t]/g;
const ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quote(text: string): string {
  return `"${text.replace(QUOTED, (char) => ESCAPES[char] ?? char)}"`;
}

function writeContext(context: FeelContext, literal: boolean): string {
  const plain = literal ? PLAIN_KEY : SPACED_KEY;
  const entries = Array.from(context, ([key, value]) => `${plain.test(key) ? key : quote(key)}: ${write(value, literal)}`);
  return `{${entries.join(', ')}}`;
}

function writeRange(range: FeelRange, literal: boolean): string {
  if (range.sign !== null) {
    const bound = range.sign === '<' || range.sign === '<=' ? range.end : range.start;
    return `(${range.sign} ${write(bound, literal)})`;
  }
  const start = `${range.startIncluded ? '[' : '('}${write(range.start, literal)}`;
  return `${start}..${write(range.end, literal)}${range.endIncluded ? ']' : ')'}`;
}

function writeFunction(value: FeelFunction): string {
  return `function(${value.parameters.map((parameter) => parameter.name).join(', ')})`;
}
