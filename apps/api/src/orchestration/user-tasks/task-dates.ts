import { RestProblem } from '../problems/rest-problem.js';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)(\[[\w/+-]+\])?$/;

/** epoch ms; an empty text is no date. @throws RestProblem INVALID_ARGUMENT */
export function dateOf(name: string, text: string): number | null {
  if (text === '') return null;
  const at = DATE_TIME.test(text) ? Date.parse(text.replace(/\[.*$/, '')) : NaN;
  if (Number.isNaN(at)) throw new RestProblem('INVALID_ARGUMENT', `${name}: must be a date and time with offset, as 2026-11-22T08:00:00+07:00.`);
  return at;
}
