import { Decimal, finite } from './decimal.js';
import type { FeelContext, FeelValue } from './value.js';
import { typeOf } from './value.js';
import { formatFeel } from './format.js';

/**
 * JSON to FEEL: numbers become decimals through their text, arrays lists, objects contexts. Texts stay texts, also when
 * they look like dates. `undefined`, NaN and the infinities become null.
 */
export function fromJson(value: unknown): FeelValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return finite(new Decimal(value));
    case 'bigint':
      return finite(new Decimal(value.toString()));
    case 'object':
      return value === null ? null : fromObject(value);
    default:
      return null;
  }
}

function fromObject(value: object): FeelValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (value instanceof Decimal) return value;
  const context = new Map<string, FeelValue>();
  for (const [key, entry] of Object.entries(value)) context.set(key, fromJson(entry));
  return context;
}

/**
 * FEEL to JSON: a number is a JSON number when reading that number back gives the same decimal, else its text (no digit
 * is lost); temporal values are their ISO texts; a range is its FEEL text; a function is null.
 */
export function toJson(value: FeelValue): unknown {
  switch (typeOf(value)) {
    case 'null':
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return numberToJson(value as Decimal);
    case 'list':
      return (value as readonly FeelValue[]).map(toJson);
    case 'context':
      return contextToJson(value as FeelContext);
    case 'function':
      return null;
    case 'range':
      return formatFeel(value);
    default:
      return String(value);
  }
}

function numberToJson(value: Decimal): number | string {
  const number = value.toNumber();
  return value.equals(number) ? number : value.toFixed();
}

function contextToJson(context: FeelContext): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, value] of context) {
    if (key === '__proto__') Object.defineProperty(object, key, { value: toJson(value), enumerable: true, writable: true, configurable: true });
    else object[key] = toJson(value);
  }
  return object;
}
