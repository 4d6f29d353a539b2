/** A regular expression of XPath, parsed. Characters are code points. */
export type PatternNode =
  /** One character out of a set, as JavaScript's class source (flag v). `cased`: a category, which flag i leaves as it is. */
  | { readonly tag: 'set'; readonly source: string; readonly cased?: boolean }
  | { readonly tag: 'start' | 'end' }
  | { readonly tag: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly tag: 'choice'; readonly branches: readonly PatternNode[] }
  /** `index` counts capturing groups from 1; null when it does not capture. */
  | { readonly tag: 'group'; readonly index: number | null; readonly body: PatternNode }
  | { readonly tag: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly tag: 'reference'; readonly index: number };

export interface Pattern {
  readonly root: PatternNode;
  readonly groups: number;
  readonly flags: PatternFlags;
}

export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
}
