import { Injectable } from '@nestjs/common';
import { ProcessReads, ProcessSearch, SearchError, type Entity, type SearchItem, type Sql } from '@vanthu/persistence';
import { RestProblem } from '../problems/rest-problem.js';

type Scope = Readonly<Record<string, unknown>>;

/** Searches and reads of `/v2`: what is asked wrongly is a 400 that names the place, what is not there a 404. */
@Injectable()
export class Searches {
  constructor(
    readonly reads: ProcessReads,
    private readonly engine: ProcessSearch,
  ) {}

  /** @throws RestProblem INVALID_ARGUMENT */
  async search(entity: Entity, body: unknown, scope?: Scope, condition?: Sql) {
    return checked(this.engine.search(entity, body, scope, condition));
  }

  /** @throws RestProblem NOT_FOUND; `what` names it: `Process instance` */
  async get(entity: Entity, key: string, what: string, scope: Scope = { [entity.key]: key }): Promise<SearchItem> {
    const found = await checked(this.engine.find(entity, scope));
    if (!found) throw new RestProblem('NOT_FOUND', `${what} with key '${key}' not found.`);
    return found;
  }
}

export async function checked<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SearchError) throw new RestProblem('INVALID_ARGUMENT', `${error.path}: ${error.problem}.`);
    throw error;
  }
}

/** Bodies of statistics that take nothing but a filter. @throws RestProblem INVALID_ARGUMENT */
export function filterIn(body: unknown): unknown {
  if (body === undefined || body === null) return undefined;
  const isObject = typeof body === 'object' && !Array.isArray(body);
  const other = isObject ? Object.keys(body).find((each) => each !== 'filter') : '';
  if (!isObject || other !== undefined) throw new RestProblem('INVALID_ARGUMENT', isObject ? `${String(other).slice(0, 60)}: is not known.` : 'The request must be an object.');
  return (body as { readonly filter?: unknown }).filter;
}
