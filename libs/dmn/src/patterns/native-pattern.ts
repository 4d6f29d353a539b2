import type { Pattern, PatternFlags, PatternNode } from './pattern-tree.js';

/** The pattern as an expression of JavaScript, global. Null when JavaScript refuses it. */
export function nativeExpression({ root, flags }: Pattern): RegExp | null {
  try {
    return new RegExp(sourceOf(root, flags), flags.ignoreCase ? 'vgi' : 'vg');
  } catch {
    return null;
  }
}

function sourceOf(node: PatternNode, flags: PatternFlags): string {
  switch (node.tag) {
    case 'set':
      return node.source;
    case 'start':
      return flags.multiline ? '(?:(?<![\\s\\S])|(?<=\\n))' : '(?:^)';
    case 'end':
      return flags.multiline ? '(?:(?![\\s\\S])|(?=\\n))' : '(?:$)';
    case 'sequence':
      return node.items.map((item) => sourceOf(item, flags)).join('');
    case 'choice':
      return node.branches.map((branch) => sourceOf(branch, flags)).join('|');
    case 'group':
      return `(${node.index === null ? '?:' : ''}${sourceOf(node.body, flags)})`;
    case 'reference':
      return `(?:\\${node.index})`;
    case 'repeat':
      return `${sourceOf(node.body, flags)}{${node.min},${node.max === Infinity ? '' : node.max}}${node.greedy ? '' : '?'}`;
  }
}

export interface PatternRisk {
  /** Repetitions that may take any length. */
  readonly open: number;
  /** A repetition in a repetition, or a choice in one: may take exponential time when it backtracks. */
  readonly nested: boolean;
  readonly references: boolean;
  /** A category, whose upper and lower case JavaScript's flag i would mix. */
  readonly cased: boolean;
}

const LONG = 10;
const NO_RISK: PatternRisk = { open: 0, nested: false, references: false, cased: false };

export function riskOf(node: PatternNode): PatternRisk {
  switch (node.tag) {
    case 'set':
      return { ...NO_RISK, cased: node.cased === true };
    case 'start':
    case 'end':
      return NO_RISK;
    case 'reference':
      return { ...NO_RISK, references: true };
    case 'sequence':
      return together(node.items.map(riskOf));
    case 'choice':
      return together(node.branches.map(riskOf));
    case 'group':
      return riskOf(node.body);
    case 'repeat': {
      const inner = riskOf(node.body);
      if (node.max < LONG) return inner;
      return { ...inner, open: inner.open + 1, nested: inner.nested || inner.open > 0 || hasChoice(node.body) };
    }
  }
}

function together(risks: readonly PatternRisk[]): PatternRisk {
  return {
    open: risks.reduce((sum, risk) => sum + risk.open, 0),
    nested: risks.some((risk) => risk.nested),
    references: risks.some((risk) => risk.references),
    cased: risks.some((risk) => risk.cased),
  };
}

/** Something in it can be taken in more than one way. */
function hasChoice(node: PatternNode): boolean {
  switch (node.tag) {
    case 'choice':
      return true;
    case 'sequence':
      return node.items.some(hasChoice);
    case 'group':
      return hasChoice(node.body);
    case 'repeat':
      return node.min !== node.max || hasChoice(node.body);
    default:
      return false;
  }
}
