import { objectOf, refuseOthers } from './filter.js';
import { SearchError } from './search-error.js';

const USUAL = 100;
const MOST = 10_000;

export interface PageRequest {
  readonly limit: number;
  readonly from: number;
  readonly after?: unknown;
  readonly before?: unknown;
}

/** @throws SearchError */
export function pageOf(page: unknown): PageRequest {
  if (page === undefined || page === null) return { limit: USUAL, from: 0 };
  const { limit, from, after, before, ...rest } = objectOf(page, 'page');
  refuseOthers(rest, 'page');
  const cursors = [from, after, before].filter((each) => each !== undefined && each !== null);
  if (cursors.length > 1) throw new SearchError('page', 'only one of from, after and before can be given');
  return {
    limit: numberOf(limit, USUAL, 1, MOST, 'page.limit'),
    from: numberOf(from, 0, 0, 2_147_483_647, 'page.from'),
    ...(after !== undefined && after !== null && { after }),
    ...(before !== undefined && before !== null && { before }),
  };
}

function numberOf(value: unknown, usual: number, least: number, most: number, path: string): number {
  if (value === undefined || value === null) return usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new SearchError(path, `must be a whole number from ${least} to ${most}`);
  return value;
}
