import type { Dialect } from '../../data-source.js';

/** SQLite's own limit is far above; no real pattern is that long. */
export const LONGEST_PATTERN = 1000;

/** `*` any text, `?` one character, `\` before a character means that character. */
export function likeParts(pattern: string): readonly ({ readonly text: string } | '*' | '?')[] {
  const parts: ({ text: string } | '*' | '?')[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern.charAt(index);
    if (letter === '*') {
      if (parts.at(-1) !== '*') parts.push('*');
    } else if (letter === '?') parts.push('?');
    else parts.push({ text: letter === '\\' && index + 1 < pattern.length ? pattern.charAt(++index) : letter });
  }
  return parts;
}

/** The right side of GLOB (SQLite, because its LIKE knows no case) or of LIKE … ESCAPE '!' (MariaDB). */
export function databasePattern(pattern: string, dialect: Dialect): string {
  const [any, one, literal] = dialect === 'sqlite' ? ['*', '?', globLiteral] : ['%', '_', likeLiteral];
  return likeParts(pattern).map((part) => (part === '*' ? any : part === '?' ? one : literal(part.text))).join('');
}

/** For values that are known in the program. */
export function matchesPattern(pattern: string, value: string): boolean {
  const source = likeParts(pattern).map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('');
  return new RegExp(`^${source}$`, 'su').test(value);
}

function globLiteral(letter: string): string {
  return '*?['.includes(letter) ? `[${letter}]` : letter;
}

function likeLiteral(letter: string): string {
  return '%_!'.includes(letter) ? `!${letter}` : letter;
}
