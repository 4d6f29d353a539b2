import type { Run } from '../evaluation/run.js';
import { nativeExpression, riskOf } from './native-pattern.js';
import type { PatternRisk } from './native-pattern.js';
import { PatternMachine } from './pattern-machine.js';
import { parsePattern } from './pattern-parser.js';
import type { Pattern } from './pattern-tree.js';

/** Where a pattern was found; groups that took no part are empty. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
}

/** Steps a backtracking engine may take in the worst case; past it our own, linear one runs. */
const NATIVE_STEPS = 5_000_000;
const KEPT = 500;

/** A compiled regular expression that always ends within the budget of the run. */
export class CompiledPattern {
  readonly groups: number;
  private readonly risk: PatternRisk;
  private machine: PatternMachine | null | undefined;

  private constructor(private readonly pattern: Pattern, private readonly native: RegExp) {
    this.groups = pattern.groups;
    this.risk = riskOf(pattern.root);
  }

  private static readonly known = new Map<string, CompiledPattern | null>();

  /** Null when the pattern or the flags are not valid. */
  static of(text: string, flags: string): CompiledPattern | null {
    const key = `${flags}/${text}`;
    let compiled = this.known.get(key);
    if (compiled === undefined) {
      const pattern = text.length > 10_000 ? null : parsePattern(text, flags);
      const native = pattern && nativeExpression(pattern);
      compiled = pattern && native ? new CompiledPattern(pattern, native) : null;
      if (this.known.size >= KEPT) this.known.clear();
      this.known.set(key, compiled);
    }
    return compiled;
  }

  /** The first match at or after a place. */
  find(text: string, from: number, run: Run): PatternMatch | null {
    if (this.isSafeFor(text.length)) return this.findNative(text, from, run);
    this.machine ??= PatternMachine.of(this.pattern, this.risk.references);
    if (this.machine === null) run.spend(Infinity);
    return this.machine?.find(text, from, run) ?? null;
  }

  private isSafeFor(length: number): boolean {
    if (this.risk.cased && this.pattern.flags.ignoreCase) return false;
    return !this.risk.nested && !this.risk.references && length ** (this.risk.open + 1) <= NATIVE_STEPS;
  }

  private findNative(text: string, from: number, run: Run): PatternMatch | null {
    run.spend(text.length >> 4);
    this.native.lastIndex = from;
    const found = this.native.exec(text);
    if (!found) return null;
    return { start: found.index, end: found.index + found[0].length, groups: Array.from(found).slice(1).map((group: string | undefined) => group ?? '') };
  }
}
