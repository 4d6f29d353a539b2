import { Decimal, parseDecimal } from './decimal.js';
import { fromJson, toJson } from './json.js';
import { isContext, isList } from './value.js';
import type { FeelValue } from './value.js';

interface Lossless {
  parse(text: string, reviver: (key: string, value: unknown, context?: { readonly source?: string }) => unknown): unknown;
  rawJSON?(text: string): unknown;
}

const platform = JSON as unknown as Lossless;

/** JSON text to FEEL without losing a digit, where the platform shows the source of numbers (Node 22 and later); else through doubles. */
export function parseJson(text: string): FeelValue {
  return fromJson(platform.parse(text, (_key, value, context) => {
    const source = typeof value === 'number' ? context?.source : undefined;
    return source === undefined ? value : parseDecimal(source);
  }));
}

/** FEEL to JSON text; numbers keep all their digits where the platform can write them, else as `toJson` has them. */
export function stringifyJson(value: FeelValue): string {
  return JSON.stringify(platform.rawJSON ? lossless(value, platform.rawJSON) : toJson(value));
}

function lossless(value: FeelValue, rawJson: (text: string) => unknown): unknown {
  if (value instanceof Decimal) return rawJson(value.toFixed());
  if (isList(value)) return value.map((element) => lossless(element, rawJson));
  if (!isContext(value)) return toJson(value);
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of value) object[key] = lossless(entry, rawJson);
  return object;
}
