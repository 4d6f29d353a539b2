import { compare, equals } from '../values/equality.js';
import { FeelRange } from '../values/range.js';
import type { ComparisonSign } from '../values/range.js';
import { isList } from '../values/value.js';
import type { FeelValue } from '../values/value.js';

/** A comparison; null where the two values cannot be compared. */
export function compareBySign(sign: ComparisonSign, left: FeelValue, right: FeelValue): boolean | null {
  if (sign === '=') return equals(left, right);
  if (sign === '!=') return not(equals(left, right));
  const order = compare(left, right);
  if (order === null) return null;
  switch (sign) {
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
  }
}

export function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** Three-valued and. */
export function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

/** Three-valued or. */
export function either(left: boolean | null, right: boolean | null): boolean | null {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

/** Whether a range holds a value. A written bound that is null makes it null. */
export function rangeIncludes(range: FeelRange, value: FeelValue): boolean | null {
  switch (range.sign) {
    case null:
      return both(
        compareBySign(range.startIncluded ? '>=' : '>', value, range.start),
        compareBySign(range.endIncluded ? '<=' : '<', value, range.end),
      );
    case '<':
    case '<=':
      return compareBySign(range.sign, value, range.end);
    default:
      return compareBySign(range.sign, value, range.start);
  }
}

/** Whether a value passes a test: lies in a range, is in a list (or in one of its ranges), or equals. */
export function passes(value: FeelValue, test: FeelValue): boolean | null {
  if (test instanceof FeelRange) {
    return value instanceof FeelRange && equals(value, test) === true ? true : rangeIncludes(test, value);
  }
  return isList(test) ? inList(value, test) : equals(value, test);
}

function inList(value: FeelValue, list: readonly FeelValue[]): boolean | null {
  if (isList(value) && equals(value, list) === true) return true;
  let result: boolean | null = false;
  for (const entry of list) {
    const one = entry instanceof FeelRange ? passes(value, entry) : equals(value, entry) === true;
    if (one === true) return true;
    if (one === null) result = null;
  }
  return result;
}
