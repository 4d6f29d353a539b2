import type { Cell } from '@vanthu/engine';
import type { Dialect } from '../../data-source.js';
import { allOf, anyOf, nothing, sqlOf, type Entity, type SpecialFilter, type Sql, type Within } from './entity.js';
import { VALUE_HEAD } from './variable-head.js';
import { conditionOf } from './operators.js';
import { SearchError } from './search-error.js';

/** Alternatives in `$or`, or variables in one filter. */
const MOST_PARTS = 50;

/** A condition, and which joins it needs. */
export interface Filter {
  readonly where: Sql;
  readonly joins: ReadonlySet<string>;
  /** `FROM … WHERE …` of the rows that must belong to what is searched, for each place where the filter speaks of such. */
  readonly belonging: readonly Sql[];
}

/**
 * The filter of a request as SQL. Names that are not fields of the entity are refused. `isFrequent` says of each of its `belonging` whether it
 * holds for so many rows that it is better looked up for each row searched than the other way round. @throws SearchError
 */
export function filterOf(entity: Entity, dialect: Dialect, filter: unknown, path = 'filter', isFrequent: readonly boolean[] = []): Filter {
  const joins = new Set<string>();
  const belonging: Sql[] = [];
  const own: Sql = entity.where === undefined ? nothing : { text: entity.where, parameters: [] };
  const reader = new FilterReader(entity, dialect, joins, belonging, isFrequent);
  return { where: allOf([own, reader.read(filter, path, entity.hasOr === true)]), joins, belonging };
}

class FilterReader {
  constructor(
    private readonly entity: Entity,
    private readonly dialect: Dialect,
    private readonly joins: Set<string>,
    private readonly belonging: Sql[],
    private readonly isFrequent: readonly boolean[],
  ) {}

  read(filter: unknown, path: string, mayHaveOr: boolean): Sql {
    if (filter === undefined || filter === null) return nothing;
    const inside = new Map<string, Sql[]>();
    const wanted = Object.entries(objectOf(filter, path)).filter(([, value]) => value !== null && value !== undefined);
    const isNarrow = wanted.some(([name, value]) => own(this.entity.fields, name)?.isNarrow === true && typeof exactOf(value) !== 'object');
    const conditions = wanted.flatMap(([name, value]) => {
      if (name === '$or' && mayHaveOr) return [this.alternatives(value, `${path}.$or`)];
      return this.condition(name, value, `${path}.${name.slice(0, 60)}`, { inside, isNarrow });
    });
    return allOf([...conditions, ...[...inside].map(([name, parts]) => this.exists(name, parts))]);
  }

  private alternatives(value: unknown, path: string): Sql {
    const parts = listOf(value, path).map((each, index) => this.read(each, `${path}[${index}]`, false));
    return parts.length === 0 || parts.some((each) => each.text === '') ? nothing : anyOf(parts);
  }

  private condition(name: string, value: unknown, path: string, { inside, isNarrow }: { readonly inside: Map<string, Sql[]>; readonly isNarrow: boolean }): readonly Sql[] {
    const special = own(this.entity.special, name);
    if (special) return this.special(special, value, path);
    const field = own(this.entity.fields, name);
    if (!field || field.filter === false || field.type === 'json') throw new SearchError(path, 'is not a field that can be filtered by');
    for (const join of field.joins ?? []) this.joins.add(join);
    const sql = `${isNarrow && field.isBroad && this.dialect === 'sqlite' ? '+' : ''}${sqlOf(field.sql, this.dialect)}`;
    const holds = field.isCondition && typeof value === 'boolean' ? [{ text: value ? sql : `NOT (${sql})`, parameters: [] }] : conditionOf({ sql, type: field.type, dialect: this.dialect, path }, value);
    const conditions = field.indexed === undefined ? holds : [headOf(sql, field.indexed, value, this.dialect), ...holds];
    if (field.within === undefined) return conditions;
    inside.set(field.within, [...(inside.get(field.within) ?? []), ...conditions]);
    const implied = own(field.implies, String(exactOf(value)));
    return implied === undefined ? [] : [{ text: implied, parameters: [] }];
  }

  private exists(name: string, parts: readonly Sql[]): Sql {
    const { from, of, where } = own(this.entity.within, name) as Within;
    const rowKey = this.entity.rowKey ?? '';
    const { text, parameters } = allOf([{ text: where ?? '1 = 1', parameters: [] }, ...parts]);
    const isFrequent = this.isFrequent[this.belonging.length] ?? false;
    this.belonging.push({ text: `FROM ${from} WHERE ${text}`, parameters });
    // A value, not EXISTS, which MariaDB would turn round again.
    if (isFrequent) return { text: `(SELECT 1 FROM ${from} WHERE ${of} = ${rowKey} AND ${text} LIMIT 1) = 1`, parameters };
    return { text: `${rowKey} IN (SELECT ${of} FROM ${from} WHERE ${text})`, parameters };
  }

  private special(special: SpecialFilter, value: unknown, path: string): readonly Sql[] {
    switch (special.kind) {
      case 'variables':
        return listOf(value, path).map((each, index) => this.variable(special, each, `${path}[${index}]`));
      case 'member':
        return this.member(special.sql, value, path);
      case 'absent':
        return absent(value, path);
    }
  }

  private variable(special: Extract<SpecialFilter, { kind: 'variables' }>, wanted: unknown, path: string): Sql {
    const { name, value, ...rest } = objectOf(wanted, path);
    if (typeof name !== 'string') throw new SearchError(`${path}.name`, 'must be a text');
    if (value === undefined || value === null) throw new SearchError(`${path}.value`, 'must be given');
    refuseOthers(rest, path);
    const conditions = allOf([headOf('filtered.value', VALUE_HEAD, value, this.dialect), ...conditionOf({ sql: 'filtered.value', type: 'string', dialect: this.dialect, path: `${path}.value` }, value)]);
    return { text: `${special.of} IN (SELECT filtered.${special.scope} FROM variable filtered WHERE filtered.name = ?${conditions.text === '' ? '' : ` AND ${conditions.text}`})`, parameters: [name, ...conditions.parameters] };
  }

  /** Negations hold for the whole list: none of its texts is that one. */
  private member(list: string, value: unknown, path: string): readonly Sql[] {
    const operators = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [['$eq', value] as const];
    const rows = this.dialect === 'sqlite' ? `json_each(${list}) member` : `JSON_TABLE(${list}, '$[*]' COLUMNS (value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) member`;
    const positive = new Map([['$neq', '$eq'], ['$notIn', '$in']]);
    return operators.flatMap(([operator, argument]) => {
      if (operator === '$exists' && typeof argument === 'boolean') return [{ text: `${list} ${argument ? '<>' : '='} '[]'`, parameters: [] }];
      const { text, parameters } = allOf(conditionOf({ sql: 'member.value', type: 'string', dialect: this.dialect, path }, { [positive.get(operator) ?? operator]: argument }));
      if (text === '') return [];
      const isNegative = positive.has(operator);
      const isExact = isNegative || operator === '$eq' || operator === '$in';
      const found = isExact && this.dialect === 'mariadb' ? contains(list, parameters) : { text: `EXISTS (SELECT 1 FROM ${rows} WHERE ${text})`, parameters };
      const quick = isExact && parameters.length > 0 ? [mentions(list, parameters), found] : [found];
      return [isNegative ? not(allOf(quick)) : allOf(quick)];
    });
  }
}

/** The beginning of an exact value as the index of the column has it. */
function headOf(sql: string, length: number, value: unknown, dialect: Dialect): Sql {
  const exact = exactOf(value);
  return dialect === 'sqlite' && typeof exact === 'string' ? { text: `SUBSTR(${sql}, 1, ${length}) = SUBSTR(?, 1, ${length})`, parameters: [exact] } : nothing;
}

/** What a filter wants and nothing else, when it wants one value. */
function exactOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$eq' in value ? value.$eq : value;
}

/** The list's JSON text holds one of these texts somewhere: found out much faster than what its entries are. */
function mentions(list: string, texts: readonly Cell[]): Sql {
  return anyOf(texts.map((each) => ({ text: `INSTR(${list}, ?) > 0`, parameters: [JSON.stringify(each)] })));
}

function contains(list: string, texts: readonly Cell[]): Sql {
  return texts.length === 0 ? { text: '1 = 0', parameters: [] } : anyOf(texts.map((each) => ({ text: `JSON_CONTAINS(${list}, ?)`, parameters: [JSON.stringify(each)] })));
}

function not({ text, parameters }: Sql): Sql {
  return { text: `NOT (${text})`, parameters };
}

/** Nothing here has a value: what must have one finds nothing. */
function absent(value: unknown, path: string): readonly Sql[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ text: '1 = 0', parameters: [] }];
  return conditionOf({ sql: 'NULL', type: typeof value === 'number' ? 'integer' : 'string', dialect: 'sqlite', path }, value).map(() => isAboutAbsence(value) ? nothing : { text: '1 = 0', parameters: [] });
}

function isAboutAbsence(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.entries(value).every(([operator, argument]) => (operator === '$exists' ? argument === false : operator === '$neq' || operator === '$notIn'));
}

export function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SearchError(path, 'must be an object');
  return value as Readonly<Record<string, unknown>>;
}

export function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SearchError(path, 'must be a list');
  if (value.length > MOST_PARTS) throw new SearchError(path, `must not have more than ${MOST_PARTS} entries`);
  return value;
}

export function refuseOthers(rest: Readonly<Record<string, unknown>>, path: string): void {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw new SearchError(path === '' ? name.slice(0, 60) : `${path}.${name.slice(0, 60)}`, 'is not known');
}

/** Never a property of the prototype. */
function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
