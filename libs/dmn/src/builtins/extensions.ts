import { plusMonths, toEpochDay } from '../temporal/calendar.js';
import { dateOfEpochDay, FeelDateTime } from '../temporal/moments.js';
import type { FeelDate } from '../temporal/moments.js';
import { safeInteger } from '../values/decimal.js';
import type { Decimal } from '../values/decimal.js';
import type { Call } from '../evaluation/run.js';
import type { FeelList, FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';
import { has } from './lists.js';

/** Functions that the standard has not, but that processes written for Camunda 8 use. */
export const extensionBuiltins: readonly Builtin[] = [
  builtin('is defined', overload([parameter('value', 'any')], (_call, value: FeelValue) => value !== null)),
  builtin('get or else', overload([parameter('value', 'any'), parameter('default', 'any')], (_call, value: FeelValue, fallback: FeelValue) => value ?? fallback)),
  builtin('is blank', overload([parameter('string', 'string')], (_call, text: string) => text.trim() === '')),
  builtin('trim', overload([parameter('string', 'string')], (_call, text: string) => text.trim())),
  builtin('is empty', overload([parameter('list', 'list')], (_call, list: FeelList) => list.length === 0)),
  builtin('duplicate values', overload([parameter('list', 'list')], duplicates)),
  builtin('partition', overload([parameter('list', 'list'), parameter('size', 'number')], partition)),
  builtin('last day of month', overload([parameter('date', 'date', 'date and time')], (_call, date: FeelDate | FeelDateTime) => lastDay(date))),
];

function duplicates(call: Call, list: FeelList): FeelValue {
  const seen: FeelValue[] = [];
  const repeated: FeelValue[] = [];
  for (const element of list) {
    call.run.spend(seen.length);
    if (!has(seen, element)) seen.push(element);
    else if (!has(repeated, element)) repeated.push(element);
  }
  return repeated;
}

function partition(call: Call, list: FeelList, size: Decimal): FeelValue {
  const length = safeInteger(size);
  if (length === null || length < 1) return call.fail('INVALID_ARGUMENT', 'The size is not a positive whole number.');
  call.run.spendList(list.length);
  return Array.from({ length: Math.ceil(list.length / length) }, (_part, index) => list.slice(index * length, (index + 1) * length));
}

function lastDay(value: FeelDate | FeelDateTime): FeelDate {
  const date = value instanceof FeelDateTime ? value.date : value;
  const next = plusMonths({ year: date.year, month: date.month, day: 1 }, 1);
  return dateOfEpochDay(toEpochDay(next.year, next.month, 1) - 1);
}
