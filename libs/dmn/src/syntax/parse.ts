import { parser, trackVariables } from 'lezer-feel';
import type { LRParser } from '@lezer/lr';
import type { SyntaxNode } from '@lezer/common';
import { collapseName, nameTree } from './names.js';
import type { FeelNames } from './names.js';
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

/** Parses an expression. */
export function parseExpression(text: string, names?: FeelNames): FeelNode | FeelError {
  const refused = refuse(text);
  if (refused) return refused;
  if (text.trim() === '') return error('FEEL_EMPTY', 'The expression is empty.', 0, text.length);
  const top = treeOf(text, 'Expression', names);
  return guarded(top, text, (reader) => reader.expression(reader.onlyChild(top)));
}

/** Parses unary tests (a table's cell). An empty text and `-` match everything. */
export function parseUnaryTests(text: string, names?: FeelNames): UnaryTestsNode | FeelError {
  const refused = refuse(text);
  if (refused) return refused;
  const all: UnaryTestsNode = { tag: 'unary tests', negated: false, tests: null, from: 0, to: text.length };
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return all;
  const top = treeOf(text, 'UnaryTests', names);
  return guarded(top, text, (reader) => reader.unaryTests(top));
}

/** The name as FEEL sees it when the text is nothing but a name. */
export function canonicalName(text: string): string {
  return collapseName(text);
}

const plainParsers = new Map<string, LRParser>();

function treeOf(text: string, top: 'Expression' | 'UnaryTests', names: FeelNames | undefined): SyntaxNode {
  return parserFor(top, names).parse(readableTypes(text)).topNode;
}

function parserFor(top: string, names: FeelNames | undefined): LRParser {
  const tree = nameTree(names);
  if (Object.keys(tree).length > 0) {
    return parser.configure({ top, dialect: 'camunda', contextTracker: trackVariables(tree) });
  }
  let plain = plainParsers.get(top);
  if (!plain) plainParsers.set(top, (plain = parser.configure({ top, dialect: 'camunda', contextTracker: trackVariables({}) })));
  return plain;
}

/** The grammar does not know `range<T>`; `list <T>` has the same length, and the reader looks at the source text. */
function readableTypes(text: string): string {
  return text.includes('range') ? text.replace(/\brange(?=\s*<)/g, 'list ') : text;
}

function guarded<T extends FeelPosition>(top: SyntaxNode, text: string, read: (reader: TreeReader) => T): T | FeelError {
  const wrong = firstError(top);
  if (wrong) return error('FEEL_SYNTAX', syntaxMessage(text, wrong), wrong.from, Math.max(wrong.to, wrong.from));
  const reader = new TreeReader(text);
  const node = read(reader);
  return reader.refusal ?? node;
}

function firstError(top: SyntaxNode): { from: number; to: number } | null {
  const cursor = top.cursor();
  do {
    if (cursor.type.isError) return { from: cursor.from, to: cursor.to };
  } while (cursor.next());
  return null;
}

function syntaxMessage(text: string, at: FeelPosition): string {
  const found = text.slice(at.from, Math.max(at.to, at.from)).trim();
  if (found !== '') return `Unexpected ${JSON.stringify(found.slice(0, 40))}.`;
  return at.from >= text.trimEnd().length ? 'The expression is not complete.' : 'Something is missing here.';
}

function refuse(text: string): FeelError | null {
  if (text.length > TEXT_LIMIT) return error('FEEL_TOO_LONG', `The text is longer than ${TEXT_LIMIT} characters.`, TEXT_LIMIT, text.length);
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

function endOfText(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
  return i;
}

function error(code: FeelError['code'], message: string, from: number, to: number): FeelError {
  return { kind: 'error', code, message, position: { from, to } };
}
