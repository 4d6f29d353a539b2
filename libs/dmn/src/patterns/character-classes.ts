/** Sets of characters that XPath names, as JavaScript's class source (flag v). */

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\\n', r: '\\r', t: '\\t',
  d: '\\p{Nd}', D: '\\P{Nd}',
  s: '[ \\t\\n\\r]', S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]', W: '[\\p{P}\\p{Z}\\p{C}]',
  i: '[\\p{L}\\p{Nl}_\\:]', I: '[^\\p{L}\\p{Nl}_\\:]',
  c: '[\\p{L}\\p{N}\\p{M}_\\:\\-\\.\\u{b7}]', C: '[^\\p{L}\\p{N}\\p{M}_\\:\\-\\.\\u{b7}]',
};

const PUNCTUATION = '\\|.?*+(){}-[]^$';

const BLOCKS: Readonly<Record<string, string>> = {
  'BasicLatin': '\\u{0}-\\u{7f}',
  'Latin-1Supplement': '\\u{80}-\\u{ff}',
  'LatinExtended-A': '\\u{100}-\\u{17f}',
  'LatinExtended-B': '\\u{180}-\\u{24f}',
  'CombiningDiacriticalMarks': '\\u{300}-\\u{36f}',
  'Greek': '\\u{370}-\\u{3ff}',
  'GreekandCoptic': '\\u{370}-\\u{3ff}',
  'Cyrillic': '\\u{400}-\\u{4ff}',
  'Hebrew': '\\u{590}-\\u{5ff}',
  'Arabic': '\\u{600}-\\u{6ff}',
  'Thai': '\\u{e00}-\\u{e7f}',
  'LatinExtendedAdditional': '\\u{1e00}-\\u{1eff}',
  'GeneralPunctuation': '\\u{2000}-\\u{206f}',
  'CurrencySymbols': '\\u{20a0}-\\u{20cf}',
  'Hiragana': '\\u{3040}-\\u{309f}',
  'Katakana': '\\u{30a0}-\\u{30ff}',
  'CJKUnifiedIdeographs': '\\u{4e00}-\\u{9fff}',
  'HangulSyllables': '\\u{ac00}-\\u{d7a3}',
};

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

/** The set behind `\x`; null when there is no such escape. */
export function escapedSet(char: string): string | null {
  const named = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
  return named ?? (char !== '' && PUNCTUATION.includes(char) ? literal(char) : null);
}

/** The set behind `\p{name}` or, negated, `\P{name}`; null when the name is unknown. */
export function propertySet(name: string, negated: boolean): string | null {
  if (CATEGORY.test(name)) return `\\${negated ? 'P' : 'p'}{${name}}`;
  const block = name.startsWith('Is') && Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
  return block === undefined ? null : `[${negated ? '^' : ''}${block}]`;
}

/** One character, safe inside and outside of a class. */
export function literal(char: string): string {
  return /[A-Za-z0-9]/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}
