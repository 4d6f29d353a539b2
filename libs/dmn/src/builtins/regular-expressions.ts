import type { Call } from '../evaluation/run.js';
import { CompiledPattern } from '../patterns/pattern.js';
import type { PatternMatch } from '../patterns/pattern.js';
import type { FeelValue } from '../values/value.js';

function compiled(call: Call, pattern: string, flags: string | null): CompiledPattern | null {
  return CompiledPattern.of(pattern, flags ?? '') ?? call.fail('INVALID_ARGUMENT', 'The regular expression or its flags are not valid.');
}

/** Whether the pattern is found anywhere in the text. */
export function matchesPattern(call: Call, input: string, pattern: string, flags: string | null = null): FeelValue {
  const expression = compiled(call, pattern, flags);
  return expression && expression.find(input, 0, call.run) !== null;
}

/** Replaces each match; `$1` … in the replacement are groups (`$0` all), `\$` and `\\` the characters. */
export function replacePattern(call: Call, input: string, pattern: string, replacement: string, flags: string | null = null): FeelValue {
  const expression = compiled(call, pattern, flags);
  const parts = expression && replacementParts(replacement, expression.groups, flags?.includes('q') ?? false);
  if (!expression) return null;
  if (!parts) return call.fail('INVALID_ARGUMENT', 'The replacement is not valid.');
  const pieces = cut(call, expression, input);
  if (!pieces) return null;
  const texts = pieces.flatMap(({ before, match }) => (match ? [before, ...parts.map((part) => part(match, input))] : [before]));
  call.run.spendText(texts.reduce((sum, text) => sum + text.length, 0));
  return texts.join('');
}

export function splitByPattern(call: Call, text: string, delimiter: string): FeelValue {
  const expression = compiled(call, delimiter, null);
  const pieces = expression && cut(call, expression, text);
  if (!pieces) return null;
  call.run.spendList(pieces.length);
  return pieces.map((piece) => piece.before);
}

interface Piece {
  readonly before: string;
  readonly match: PatternMatch | null;
}

/** The text between the matches, and the matches; null when the pattern matches the empty text. */
function cut(call: Call, expression: CompiledPattern, text: string): Piece[] | null {
  if (expression.find('', 0, call.run)) return call.fail('INVALID_ARGUMENT', 'The pattern matches the empty text.');
  const pieces: Piece[] = [];
  let from = 0;
  for (let match = expression.find(text, 0, call.run); match; match = expression.find(text, Math.max(from, match.start + 1), call.run)) {
    pieces.push({ before: text.slice(from, match.start), match });
    from = match.end;
  }
  pieces.push({ before: text.slice(from), match: null });
  return pieces;
}

type Part = (match: PatternMatch, input: string) => string;

function replacementParts(replacement: string, groups: number, isPlain: boolean): Part[] | null {
  if (isPlain) return [() => replacement];
  const parts: Part[] = [];
  let rest = replacement;
  while (rest !== '') {
    const plain = /^[^\\$]+/.exec(rest)?.[0];
    const escaped = /^\\([\\$])/.exec(rest)?.[1];
    const group = /^\$(\d+)/.exec(rest)?.[1];
    if (plain !== undefined) {
      parts.push(() => plain);
      rest = rest.slice(plain.length);
    } else if (escaped !== undefined) {
      parts.push(() => escaped);
      rest = rest.slice(2);
    } else if (group !== undefined) {
      let digits = group;
      while (digits.length > 1 && Number(digits) > groups) digits = digits.slice(0, -1);
      const index = Number(digits);
      parts.push((match, input) => (index === 0 ? input.slice(match.start, match.end) : (match.groups[index - 1] ?? '')));
      rest = rest.slice(digits.length + 1);
    } else return null;
  }
  return parts;
}
