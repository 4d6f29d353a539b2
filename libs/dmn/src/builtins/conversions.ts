import type { Call } from '../evaluation/run.js';
import { not } from '../operators/comparison.js';
import { parseDecimal } from '../values/decimal.js';
import { isSame } from '../values/equality.js';
import { feelString } from '../values/format.js';
import { isList } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';

export const conversionBuiltins: readonly Builtin[] = [
  builtin('string', overload([parameter('from', 'any')], toText)),
  builtin('number', overload(
    [parameter('from', 'string'), parameter('grouping separator?', 'string', 'nullable'), parameter('decimal separator?', 'string', 'nullable')],
    toNumber,
  )),
  builtin('not', overload([parameter('negand', 'any')], negation)),
  builtin('is', overload([parameter('value1', 'any'), parameter('value2', 'any')], (_call, a: FeelValue, b: FeelValue) => isSame(a, b))),
];

function toText(call: Call, from: FeelValue): FeelValue {
  const text = feelString(from);
  if (text !== null) call.run.spendText(text.length);
  return text;
}

function toNumber(call: Call, from: string, grouping: string | null = null, decimal: string | null = null): FeelValue {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return call.fail('INVALID_ARGUMENT', 'The grouping separator is a blank, comma or point.');
  if (decimal !== null && !['.', ','].includes(decimal)) return call.fail('INVALID_ARGUMENT', 'The decimal separator is a comma or point.');
  if (grouping !== null && grouping === decimal) return call.fail('INVALID_ARGUMENT', 'The two separators are the same.');
  let text = grouping === null ? from : from.replaceAll(grouping, '');
  if (decimal === ',') text = text.includes('.') ? '' : text.replace(',', '.');
  return parseDecimal(text) ?? call.fail('INVALID_ARGUMENT', `${JSON.stringify(from.slice(0, 40))} is no number.`);
}

function negation(call: Call, given: FeelValue): FeelValue {
  const negand = isList(given) && given.length === 1 ? (given[0] ?? null) : given;
  return typeof negand === 'boolean' || negand === null ? not(negand) : call.fail('NOT_BOOLEAN', 'Only a boolean can be negated.');
}
