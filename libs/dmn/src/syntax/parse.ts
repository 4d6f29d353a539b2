import { parser, trackVariables } from 'lezer-feel';
import type { LRParser } from '@lezer/lr';
import type { SyntaxNode } from '@lezer/common';
import { isSpecialName, nameTree } from './names.js';
import type { FeelNames, NameTree } from './names.js';
import { plainTracker } from './plain-tracker.js';
import type { FeelPosition } from './position.js';
import { TreeReader } from './tree-reader.js';
import type { FeelNode, UnaryTestsNode } from './tree.js';

export type FeelDialect = 'expression' | 'unaryTests';

/** Why a text is no FEEL, and where. */
export interface FeelError {
  readonly kind: 'error';
  readonly code: 'FEEL_SYNTAX' | 'FEEL_EMPTY' | 'FEEL_TOO_LONG' | 'FEEL_TOO_DEEP';
  readonly message: string;
  readonly position: FeelPosition;
}

export const TEXT_LIMIT = 100_000;
const BRACKET_LIMIT = 150;
/** Texts with names that hold signs or keywords: the grammar's own tracker takes the square of their length. */
const TRACKED_LIMIT = 20_000;

/** Parses an expression. */
export function parseExpression(text: string, names?: FeelNames): FeelNode | FeelError {
  if (text.trim() === '') return error('FEEL_EMPTY', 'The expression is empty.', 0, text.length);
  const top = refuse(text) ?? treeOf(text, 'Expression', names);
  if ('kind' in top) return top;
  const reader = new TreeReader(text);
  const node = reader.expression(reader.onlyChild(top));
  return reader.refusal ?? node;
}

/** Parses unary tests (a table's cell). An empty text and `-` match everything. */
export function parseUnaryTests(text: string, names?: FeelNames): UnaryTestsNode | FeelError {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return { tag: 'unary tests', negated: false, tests: null, from: 0, to: text.length };
  const top = refuse(text) ?? treeOf(text, 'UnaryTests', names);
  if ('kind' in top) return top;
  const reader = new TreeReader(text);
  const node = reader.unaryTests(top);
  return reader.refusal ?? node;
}

const plainParsers = new Map<string, LRParser>();

function treeOf(text: string, top: TopRule, names: FeelNames | undefined): SyntaxNode | FeelError {
  const readable = readableTypes(text);
  const known = withKeywordFunctions(nameTree(names), text);
  let failure: FeelError | null = null;
  if (!holdsSpecialName(text, known)) {
    const plain = parsed(plainParser(top), readable, text);
    if (!('kind' in plain) && !declaresSpecialName(plain, text)) return plain;
    if ('kind' in plain) failure = plain;
  }
  if (text.length > TRACKED_LIMIT) return failure ?? tooLong(TRACKED_LIMIT, text);
  const tracked = parser.configure({ ...options(top), contextTracker: trackVariables(known) });
  return parsed(tracked, readable, text);
}

/** The one built-in whose name holds keywords. */
const KEYWORD_FUNCTION = 'get or else';

function withKeywordFunctions(names: NameTree, text: string): NameTree {
  return text.includes(KEYWORD_FUNCTION) ? { ...names, [KEYWORD_FUNCTION]: 1 } : names;
}

type TopRule = 'Expression' | 'UnaryTests';

function options(top: TopRule): { top: string; dialect: string; strict: boolean } {
  return { top, dialect: 'camunda', strict: true };
}

function plainParser(top: TopRule): LRParser {
  let plain = plainParsers.get(top);
  if (!plain) plainParsers.set(top, (plain = parser.configure({ ...options(top), contextTracker: plainTracker })));
  return plain;
}

/** A strict parse stops at the first error instead of guessing on, which can take the square of the length. */
function parsed(strict: LRParser, readable: string, text: string): SyntaxNode | FeelError {
  try {
    return strict.parse(readable).topNode;
  } catch (thrown) {
    const place = thrown instanceof SyntaxError ? /^No parse at (\d+)$/.exec(thrown.message) : null;
    if (!place) throw thrown;
    return syntaxError(text, Number(place[1]));
  }
}

/** Whether a known name that holds a sign or a keyword may stand in the text. */
function holdsSpecialName(text: string, names: NameTree): boolean {
  const dense = text.replace(/\s+/g, '');
  const held = (tree: NameTree): boolean => Object.entries(tree).some(([name, inner]) =>
    (isSpecialName(name) && dense.includes(name.replace(/\s+/g, ''))) || (inner !== 1 && held(inner)));
  return held(names);
}

/** The text itself declares a name that holds a sign or a keyword. */
function declaresSpecialName(top: SyntaxNode, text: string): boolean {
  const cursor = top.cursor();
  do {
    if (cursor.name === 'Name' && isSpecialName(text.slice(cursor.from, cursor.to))) return true;
    if (cursor.name === 'Key' && text[cursor.from] === '"' && isSpecialName(text.slice(cursor.from + 1, cursor.to - 1))) return true;
  } while (cursor.next());
  return false;
}

/** The grammar does not know `range<T>`; `list <T>` has the same length, and the reader looks at the source text. */
function readableTypes(text: string): string {
  return text.includes('range') ? text.replace(/\brange(?=\s*<)/g, 'list ') : text;
}

const TOKEN = /[\p{L}\p{M}\p{N}_]+|\S/uy;

function syntaxError(text: string, at: number): FeelError {
  let from = at;
  while (/\s/.test(text[from] ?? '')) from++;
  if (from >= text.length) return error('FEEL_SYNTAX', 'The expression is not complete.', text.length, text.length);
  TOKEN.lastIndex = from;
  const found = TOKEN.exec(text)?.[0] ?? '';
  return error('FEEL_SYNTAX', `Unexpected ${JSON.stringify(found.slice(0, 40))}.`, from, from + found.length);
}

function refuse(text: string): FeelError | null {
  if (text.length > TEXT_LIMIT) return tooLong(TEXT_LIMIT, text);
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 34) i = endOfText(text, i);
    else if (char === 40 || char === 91 || char === 123) depth++;
    else if (char === 41 || char === 93 || char === 125) depth--;
    if (depth > BRACKET_LIMIT) return error('FEEL_TOO_DEEP', `Brackets are nested more than ${BRACKET_LIMIT} deep.`, i, i + 1);
  }
  return null;
}

function tooLong(limit: number, text: string): FeelError {
  return error('FEEL_TOO_LONG', `The text is longer than ${limit} characters.`, limit, text.length);
}

function endOfText(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
  return i;
}

function error(code: FeelError['code'], message: string, from: number, to: number): FeelError {
  return { kind: 'error', code, message, position: { from, to } };
}
