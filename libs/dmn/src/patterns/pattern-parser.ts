import { escapedSet, literal, propertySet } from './character-classes.js';
import type { Pattern, PatternFlags, PatternNode } from './pattern-tree.js';

class InvalidPattern extends Error {}

const NESTING_LIMIT = 60;
const REPEAT_LIMIT = 10_000;

/** Parses a regular expression of XPath 3.1 with its flags (s m i x q); null when it is not valid. */
export function parsePattern(text: string, flags: string): Pattern | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  const known: PatternFlags = { ignoreCase: flags.includes('i'), dotAll: flags.includes('s'), multiline: flags.includes('m') };
  if (flags.includes('q')) {
    return { root: { tag: 'sequence', items: Array.from(text, (char) => ({ tag: 'set', source: literal(char) })) }, groups: 0, flags: known };
  }
  try {
    const parser = new PatternParser(Array.from(text), flags.includes('x'), known.dotAll);
    return { root: parser.all(), groups: parser.groups, flags: known };
  } catch (error) {
    if (error instanceof InvalidPattern) return null;
    throw error;
  }
}

class PatternParser {
  groups = 0;
  private at = 0;
  private depth = 0;
  private readonly closed = new Set<number>();

  constructor(private readonly chars: readonly string[], private readonly spaced: boolean, private readonly dotAll: boolean) {}

  all(): PatternNode {
    const root = this.choice();
    if (this.at < this.chars.length) throw new InvalidPattern();
    return root;
  }

  private choice(): PatternNode {
    const branches = [this.sequence()];
    while (this.take('|')) branches.push(this.sequence());
    const [only] = branches;
    return branches.length === 1 && only ? only : { tag: 'choice', branches };
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = [];
    for (let char = this.peek(); char !== '' && char !== '|' && char !== ')'; char = this.peek()) items.push(this.piece());
    return { tag: 'sequence', items };
  }

  private piece(): PatternNode {
    const body = this.atom();
    const bounds = this.quantifier();
    if (!bounds) return body;
    return { tag: 'repeat', body, min: bounds[0], max: bounds[1], greedy: !this.take('?') };
  }

  private quantifier(): [number, number] | null {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    if (!this.take('{')) return null;
    const min = this.digits();
    const max = this.take(',') ? (this.peek() === '}' ? Infinity : this.digits()) : min;
    if (!this.take('}') || max < min || min > REPEAT_LIMIT || (max !== Infinity && max > REPEAT_LIMIT)) throw new InvalidPattern();
    return [min, max];
  }

  private digits(): number {
    let text = '';
    while (/^\d$/.test(this.peek())) text += this.next();
    if (text === '') throw new InvalidPattern();
    return Number(text);
  }

  private atom(): PatternNode {
    const char = this.next();
    switch (char) {
      case '(': return this.group();
      case '[': return { tag: 'set', source: this.classExpression() };
      case '.': return { tag: 'set', source: this.dotAll ? '[\\s\\S]' : '[^\\n\\r]' };
      case '^': return { tag: 'start' };
      case '$': return { tag: 'end' };
      case '\\': return this.escape();
      case '?': case '*': case '+': case '{': case '}': case ')': case ']': case '':
        throw new InvalidPattern();
      default:
        return { tag: 'set', source: literal(char) };
    }
  }

  private group(): PatternNode {
    if (++this.depth > NESTING_LIMIT) throw new InvalidPattern();
    const capturing = !this.take('?');
    if (!capturing && !this.take(':')) throw new InvalidPattern();
    const index = capturing ? ++this.groups : null;
    const body = this.choice();
    if (!this.take(')')) throw new InvalidPattern();
    if (index !== null) this.closed.add(index);
    this.depth--;
    return { tag: 'group', index, body };
  }

  private escape(): PatternNode {
    const char = this.next();
    if (/^[1-9]$/.test(char)) return this.reference(char);
    return { tag: 'set', source: this.setOfEscape(char), ...(/[pP]/.test(char) && { cased: true }) };
  }

  /** As many digits as make the number of a group that is closed. */
  private reference(first: string): PatternNode {
    let index = Number(first);
    while (/^\d$/.test(this.chars[this.at] ?? '') && index * 10 + Number(this.chars[this.at]) <= this.groups) index = index * 10 + Number(this.rawNext());
    if (!this.closed.has(index)) throw new InvalidPattern();
    return { tag: 'reference', index };
  }

  private setOfEscape(char: string): string {
    const set = char === 'p' || char === 'P' ? propertySet(this.propertyName(), char === 'P') : escapedSet(char);
    if (set === null) throw new InvalidPattern();
    return set;
  }

  private propertyName(): string {
    const end = this.chars.indexOf('}', this.at);
    if (this.rawNext() !== '{' || end < 0) throw new InvalidPattern();
    const name = this.chars.slice(this.at, end).join('');
    this.at = end + 1;
    return this.spaced ? name.replace(/[ \t\n\r]/g, '') : name;
  }

  /** After `[`. Blanks count here, whatever the flags. */
  private classExpression(): string {
    if (++this.depth > NESTING_LIMIT) throw new InvalidPattern();
    const negated = this.rawTake('^');
    let body = '';
    let subtracted: string | null = null;
    while (subtracted === null && this.chars[this.at] !== ']') {
      if (this.chars[this.at] === '-' && this.chars[this.at + 1] === '[' && body !== '') {
        this.at += 2;
        subtracted = this.classExpression();
      } else body += this.classItem(body === '');
    }
    if (!this.rawTake(']') || body === '') throw new InvalidPattern();
    this.depth--;
    const own = `[${negated ? '^' : ''}${body}]`;
    return subtracted === null ? own : `[${own}--${subtracted}]`;
  }

  private classItem(first: boolean): string {
    const start = this.classCharacter(first);
    const isRange = this.chars[this.at] === '-' && this.chars[this.at + 1] !== ']' && this.chars[this.at + 1] !== '[';
    if (!isRange) return start.source;
    this.at++;
    const end = this.classCharacter(false);
    if (start.code === null || end.code === null || start.code > end.code) throw new InvalidPattern();
    return `${start.source}-${end.source}`;
  }

  private classCharacter(first: boolean): { source: string; code: number | null } {
    const char = this.rawNext();
    if (char === '' || char === '[' || char === ']') throw new InvalidPattern();
    if (char === '-' && !first && this.chars[this.at] !== ']') throw new InvalidPattern();
    if (char !== '\\') return { source: literal(char), code: char.codePointAt(0) ?? 0 };
    const escaped = this.rawNext();
    const source = this.setOfEscape(escaped);
    const single: Record<string, number> = { n: 10, r: 13, t: 9 };
    const code = /[A-Za-z]/.test(escaped) ? (single[escaped] ?? null) : (escaped.codePointAt(0) ?? null);
    return { source, code };
  }

  private skipBlanks(): void {
    while (this.spaced && /^[ \t\n\r]$/.test(this.chars[this.at] ?? '')) this.at++;
  }

  private peek(): string {
    this.skipBlanks();
    return this.chars[this.at] ?? '';
  }

  private next(): string {
    this.skipBlanks();
    return this.rawNext();
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private rawNext(): string {
    return this.chars[this.at++] ?? '';
  }

  private rawTake(char: string): boolean {
    if (this.chars[this.at] !== char) return false;
    this.at++;
    return true;
  }
}
