import type { FeelValue } from '../values/value.js';
import { parseDuration } from './durations.js';
import { parseDate, parseDateTime, parseTime } from './moments.js';

/** The date, time, date-time or duration that the text of an `@"…"` literal stands for; null when it is none. */
export function parseTemporal(text: string): FeelValue {
  if (/^-?P/.test(text)) return parseDuration(text);
  return parseDate(text) ?? parseDateTime(text) ?? parseTime(text);
}
