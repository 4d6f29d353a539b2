import { charge } from '../evaluation/meter.js';
import type { Run } from '../evaluation/run.js';
import { FeelDate, FeelDateTime } from '../temporal/moments.js';
import { entryNamed } from '../syntax/names.js';
import type { FeelFunction } from '../values/function.js';
import type { FeelRange } from '../values/range.js';
import { isContext, isList, typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import type { FeelType } from './feel-type.js';

/** Whether a value has the structure of a type; null has every structure, allowed values do not count. */
export function hasStructure(value: FeelValue, type: FeelType): boolean {
  if (value === null) return true;
  charge(1);
  switch (type.tag) {
    case 'any':
      return true;
    case 'kind':
      return typeOf(value) === type.kind;
    case 'item':
      return hasStructure(value, type.of);
    case 'list':
      return isList(value) && value.every((entry) => hasStructure(entry, type.of));
    case 'range':
      return typeOf(value) === 'range' && rangeConforms(value as FeelRange, type.of);
    case 'context':
      return isContext(value) && [...type.entries].every(([name, entry]) => {
        const found = entryNamed(value, name);
        return found !== undefined && hasStructure(found, entry);
      });
    case 'function':
      return typeOf(value) === 'function' && functionConforms(value as FeelFunction, type);
  }
}

/** `instance of`: like the structure, but null is only an instance of Null. */
export function isInstance(value: FeelValue, type: FeelType): boolean {
  if (value !== null) return hasStructure(value, type);
  return type.tag === 'kind' && type.kind === 'null';
}

function rangeConforms(range: FeelRange, type: FeelType): boolean {
  return hasStructure(range.start, type) && hasStructure(range.end, type);
}

function functionConforms(value: FeelFunction, type: FeelType & { tag: 'function' }): boolean {
  return (
    value.parameters.length === type.parameters.length &&
    value.parameters.every((parameter, index) => {
      const wanted = type.parameters[index];
      return wanted !== undefined && isSubtype(wanted, parameter.type);
    }) &&
    isSubtype(value.returns, type.returns)
  );
}

/** Whether every value of the first type is one of the second. */
export function isSubtype(narrow: FeelType, wide: FeelType): boolean {
  if (wide.tag === 'any') return true;
  if (wide.tag === 'item') return isSubtype(narrow, wide.of);
  if (narrow.tag === 'item') return isSubtype(narrow.of, wide);
  if (wide.tag === 'kind') return narrow.tag === wide.kind || (narrow.tag === 'kind' && (narrow.kind === wide.kind || narrow.kind === 'null'));
  if (narrow.tag !== wide.tag) return false;
  if (narrow.tag === 'context' && wide.tag === 'context') {
    return [...wide.entries].every(([name, type]) => {
      const own = narrow.entries.get(name);
      return own !== undefined && isSubtype(own, type);
    });
  }
  if (narrow.tag === 'function' && wide.tag === 'function') {
    return (
      narrow.parameters.length === wide.parameters.length &&
      wide.parameters.every((type, index) => isSubtype(type, narrow.parameters[index] ?? type)) &&
      isSubtype(narrow.returns, wide.returns)
    );
  }
  return 'of' in narrow && 'of' in wide && isSubtype(narrow.of, wide.of);
}

/** Structure and allowed values, those of entries and elements too. */
export function conforms(value: FeelValue, type: FeelType, run: Run): boolean {
  if (value === null || type.tag === 'any') return true;
  charge(1);
  switch (type.tag) {
    case 'item':
      return conforms(value, type.of, run) && (type.allows === null || type.allows(value, run));
    case 'list':
      return isList(value) && value.every((entry) => conforms(entry, type.of, run));
    case 'context':
      return isContext(value) && [...type.entries].every(([name, entry]) => {
        const found = entryNamed(value, name);
        return found !== undefined && conforms(found, entry, run);
      });
    default:
      return hasStructure(value, type);
  }
}

/** The value as one of the type: itself, its only element, a list of it, or a date as midnight UTC; undefined when none fits. */
export function coerce(value: FeelValue, type: FeelType, run: Run): FeelValue | undefined {
  if (conforms(value, type, run)) return value;
  const plain = structureOf(type);
  if (plain.tag === 'list' || (plain.tag === 'kind' && plain.kind === 'list')) {
    const wrapped = [value];
    return !isList(value) && conforms(wrapped, type, run) ? wrapped : undefined;
  }
  if (value instanceof FeelDate && plain.tag === 'kind' && plain.kind === 'date and time') {
    const midnight = midnightUtc(value);
    return conforms(midnight, type, run) ? midnight : undefined;
  }
  if (isList(value) && value.length === 1) {
    const [only = null] = value;
    return only !== null && !isList(only) ? coerce(only, type, run) : undefined;
  }
  return undefined;
}

export function midnightUtc(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date.epochDay, 0, 0);
}

export function structureOf(type: FeelType): FeelType {
  return type.tag === 'item' ? structureOf(type.of) : type;
}
