import { parseDuration } from '../temporal/durations.js';
import { parseDate, parseDateTime, parseTime } from '../temporal/moments.js';
import { fromJson } from '../values/json.js';
import { isContext, isList } from '../values/value.js';
import { entryNamed } from '../syntax/names.js';
import type { FeelKind, FeelValue } from '../values/value.js';
import { structureOf } from './conformance.js';
import type { FeelType } from './feel-type.js';

const READ: Partial<Record<FeelKind, (text: string) => FeelValue>> = {
  'date': parseDate,
  'time': parseTime,
  'date and time': (text) => parseDateTime(text) ?? parseDate(text),
  'years and months duration': parseDuration,
  'days and time duration': parseDuration,
};

/** JSON to FEEL by a declared type: where it says date, time or duration, a text that is one becomes one. */
export function fromTypedJson(json: unknown, type: FeelType): FeelValue {
  return read(fromJson(json), type);
}

function read(value: FeelValue, declared: FeelType): FeelValue {
  const type = structureOf(declared);
  if (type.tag === 'kind') return typeof value === 'string' ? (READ[type.kind]?.(value) ?? value) : value;
  if (type.tag === 'list') return isList(value) ? value.map((element) => read(element, type.of)) : read(value, type.of);
  if (type.tag !== 'context' || !isContext(value)) return value;
  return new Map(Array.from(value, ([name, entry]) => {
    const entryType = entryNamed(type.entries, name);
    return [name, entryType ? read(entry, entryType) : entry];
  }));
}
