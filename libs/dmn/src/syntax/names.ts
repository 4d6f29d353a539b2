/** Names known before parsing; needed only where a name holds an operator sign or a keyword. Nested: entries of a context. */
export type FeelNames = readonly string[] | NameTree;
export interface NameTree {
  readonly [name: string]: NameTree | 1;
}

/** Words that the grammar takes for itself when a name starts with or holds them. */
const KEYWORD = /(?:^| )(?:for|return|in|if|then|else|some|every|satisfies|or|and|between|instance|of|function|external|not|null|true|false)(?: |$)/;
const UNUSUAL = /[^\p{L}\p{M}\p{N}_ ]/u;

/** A name that is read as one only where the parser knows it. */
export function isSpecialName(name: string): boolean {
  return UNUSUAL.test(name) || KEYWORD.test(name);
}

/** A name as written, with every run of blanks as one blank, and composed letters (NFC): some keyboards and systems give "ố" as three characters. */
export function collapseName(text: string): string {
  return composed(text.trim().replace(/\s+/g, ' '));
}

const BEYOND_ASCII = /[^\0-\x7f]/;

function composed(text: string): string {
  return BEYOND_ASCII.test(text) ? text.normalize('NFC') : text;
}

const SIGNS = /[./\-'+*]/;

/** Names that differ only in blanks around signs, or in how letters are composed, are one name. */
export function normalizeName(name: string): string {
  return SIGNS.test(name) ? collapseName(name).replace(/ ?([./\-'+*]) ?/g, '$1') : composed(name);
}

/** Whether a name may stand in other ways of writing. */
export function hasVariants(name: string): boolean {
  return SIGNS.test(name) || BEYOND_ASCII.test(name);
}

/** An entry by name, where blanks around signs and the composition of letters do not count. */
export function entryNamed<T>(entries: ReadonlyMap<string, T>, name: string): T | undefined {
  const direct = entries.get(name);
  if (direct !== undefined || !hasVariants(name)) return direct;
  const wanted = normalizeName(name);
  for (const [key, value] of entries) if (normalizeName(key) === wanted) return value;
  return undefined;
}

export function nameTree(names: FeelNames | undefined): NameTree {
  if (names === undefined) return {};
  if (!Array.isArray(names)) return names as NameTree;
  const tree: Record<string, 1> = {};
  for (const name of names as readonly string[]) tree[name] = 1;
  return tree;
}
