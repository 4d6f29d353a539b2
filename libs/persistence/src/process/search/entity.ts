import type { Dialect } from '../../data-source.js';
import type { Cell } from '@vanthu/engine';

/** A piece of a statement with its parameters in order. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly Cell[];
}

export const nothing: Sql = { text: '', parameters: [] };

/** The same on both databases, or one text for each. */
export type SqlText = string | Readonly<Record<Dialect, string>>;

/** The words of the interface, and the stored values each stands for; the first word that has a value is what it is shown as. */
export type Words = Readonly<Record<string, readonly string[]>>;

export type FieldType =
  /** int64 as text */
  | 'key'
  /** Ids and codes: columns compared byte by byte. */
  | 'string'
  /** Columns of words for people, whose own comparison ignores case. */
  | 'text'
  | 'integer'
  /** epoch ms, shown as ISO 8601 */
  | 'date'
  | 'boolean'
  /** JSON text, shown as what it holds; cannot be filtered */
  | 'json'
  | { readonly words: Words };

export interface Field {
  readonly sql: SqlText;
  readonly type: FieldType;
  /** What is shown of it where that is less than `sql`. */
  readonly shows?: string;
  /** Names of `Entity.joins` its SQL needs. */
  readonly joins?: readonly string[];
  /** It can be sorted by. */
  readonly sort?: boolean;
  /** It can be filtered by; true unless it is JSON. */
  readonly filter?: boolean;
  /** It is in the answer; true unless it lies `within`. */
  readonly shown?: boolean;
  /** A boolean whose SQL is a condition: a filter says it as it is, so that an index can serve it. */
  readonly isCondition?: boolean;
  /** An exact value leaves few rows. SQLite cannot know, and is kept from looking for them by a `isBroad` field instead. */
  readonly isNarrow?: boolean;
  readonly isBroad?: boolean;
  /** The index of the column holds this many characters of it: exact values are compared with these first. Said on SQLite only, MariaDB knows by itself. */
  readonly indexed?: number;
  /** Stored values of which the row searched must then meet a condition as well, which follows but is faster. */
  readonly implies?: Readonly<Record<string, string>>;
  /** It is a column of rows that belong to this one, see `Entity.within`: at least one of them must meet all conditions of the same name. */
  readonly within?: string;
}

/** Filters that are more than a comparison of one value. */
export type SpecialFilter =
  /** `[{ name, value }]`: variables at `of`, all of them; `scope` is the column of `variable` that says where they lie. */
  | { readonly kind: 'variables'; readonly of: string; readonly scope: 'instance_key' | 'scope_key' }
  /** One of the texts in a JSON array. */
  | { readonly kind: 'member'; readonly sql: string }
  /** Something this system does not have: only a search for what has none of it finds anything. */
  | { readonly kind: 'absent' };

export interface Within {
  /** `element_instance element` */
  readonly from: string;
  /** Its column that holds the `rowKey` of the entity. */
  readonly of: string;
  /** Which of the rows are meant. */
  readonly where?: string;
}

/** What can be searched, in the words of the interface. Fields are the only SQL that a request can reach. */
export interface Entity {
  /** `process_instance instance`; the parts of a request refer to it by this alias. */
  readonly from: string;
  /** The unique column of `from` by which the rows of a page are read once they are picked; absent: picked and read in one. */
  readonly rowKey?: string;
  /** Optional parts of the FROM clause by name, in the order in which they must be written. */
  readonly joins: Readonly<Record<string, string>>;
  /** The field that tells rows apart; sorts last, always. */
  readonly key: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly special?: Readonly<Record<string, SpecialFilter>>;
  /** Rows that belong to this entity's, by the name that fields refer to. */
  readonly within?: Readonly<Record<string, Within>>;
  /** `filter.$or` is known. */
  readonly hasOr?: boolean;
  /** What is never found. */
  readonly where?: string;
}

export function sqlOf(text: SqlText, dialect: Dialect): string {
  return typeof text === 'string' ? text : text[dialect];
}

export function allOf(parts: readonly Sql[]): Sql {
  const present = parts.filter((each) => each.text !== '');
  return { text: present.map((each) => `(${each.text})`).join(' AND '), parameters: present.flatMap((each) => each.parameters) };
}

export function anyOf(parts: readonly Sql[]): Sql {
  return { text: parts.map((each) => `(${each.text})`).join(' OR '), parameters: parts.flatMap((each) => each.parameters) };
}
