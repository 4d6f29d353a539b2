import { parseCron } from './cron.js';

const durationText = /^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const dateText = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?(\[[\w/+-]+\]|@[\w/+-]+)?)?$/;

/** An ISO 8601 repetition: `R3/2026-01-05T08:00:00+07:00/P7D`. */
export interface Cycle {
  /** -1 repeats for ever. */
  readonly repetitions: number;
  /** The first time, when it is given. */
  readonly start: string | null;
  readonly interval: string;
}

export function parseCycle(text: string): Cycle | null {
  const parts = text.split('/');
  const [head = '', middle = '', last] = parts;
  if (!/^R\d*$/.test(head) || parts.length < 2 || parts.length > 3) return null;
  const interval = last ?? middle;
  const start = last === undefined ? null : middle;
  if (!durationText.test(interval) || (start !== null && start !== '' && !dateText.test(start))) return null;
  return { repetitions: head === 'R' ? -1 : Number(head.slice(1)), start: start === '' ? null : start, interval };
}

/** Whether a text written in a diagram can be a timer of this kind. */
export function isTimerText(kind: 'date' | 'duration' | 'cycle', text: string): boolean {
  if (kind === 'date') return dateText.test(text);
  return kind === 'duration' ? durationText.test(text) : parseCycle(text) !== null || parseCron(text) !== null;
}

export function isDurationText(text: string): boolean {
  return durationText.test(text);
}
