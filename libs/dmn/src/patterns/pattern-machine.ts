import type { Run } from '../evaluation/run.js';
import type { PatternMatch } from './pattern.js';
import type { Pattern, PatternNode } from './pattern-tree.js';

type Instruction =
  | { readonly op: 'set'; readonly has: (char: string) => boolean }
  | { readonly op: 'start' | 'end' | 'match' }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'reference'; readonly index: number }
  /** Tries `first`, then `second`. */
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number };

const PROGRAM_LIMIT = 20_000;
const MEMORY_LIMIT = 40_000_000;

/**
 * Runs a pattern in time proportional to its size times the length of the text: a state that failed at a place is not
 * tried there again. Back references make states depend on their past; with them only the budget bounds the time.
 */
export class PatternMachine {
  private readonly program: Instruction[] = [];
  private readonly sets = new Map<string, (char: string) => boolean>();

  private constructor(private readonly pattern: Pattern, private readonly remembers: boolean) {}

  /** Null when the pattern is too large. */
  static of(pattern: Pattern, references: boolean): PatternMachine | null {
    const machine = new PatternMachine(pattern, !references);
    machine.emit({ op: 'save', slot: 0 });
    if (!machine.compile(pattern.root)) return null;
    machine.emit({ op: 'save', slot: 1 });
    machine.emit({ op: 'match' });
    return machine;
  }

  find(text: string, from: number, run: Run): PatternMatch | null {
    const failed = this.remembers ? new FailedStates(this.program.length, text.length + 1, run) : null;
    for (let start = from; start <= text.length; start += charAt(text, start).length || 1) {
      const slots = this.runFrom(text, start, failed, run);
      if (slots) return matchOf(slots, this.pattern.groups, text);
    }
    return null;
  }

  /** Depth first with its own stack; entries are (instruction, place, slots). */
  private runFrom(text: string, start: number, failed: FailedStates | null, run: Run): readonly number[] | null {
    const stack: { at: number; place: number; slots: readonly number[] }[] = [{ at: 0, place: start, slots: [] }];
    for (let state = stack.pop(); state; state = stack.pop()) {
      let { at, place, slots } = state;
      for (;;) {
        run.spend(1);
        const instruction = this.program[at];
        if (!instruction || failed?.visit(at, place)) break;
        if (instruction.op === 'match') return slots;
        if (instruction.op === 'split') {
          stack.push({ at: instruction.second, place, slots });
          at = instruction.first;
          continue;
        }
        if (instruction.op === 'jump') {
          at = instruction.to;
          continue;
        }
        if (instruction.op === 'save') {
          const saved = [...slots];
          saved[instruction.slot] = place;
          slots = saved;
          at++;
          continue;
        }
        const taken = this.step(instruction, text, place, slots);
        if (taken === null) break;
        place += taken;
        at++;
      }
    }
    return null;
  }

  /** Units of text taken, null when the instruction does not match here. */
  private step(instruction: Instruction, text: string, place: number, slots: readonly number[]): number | null {
    const { multiline } = this.pattern.flags;
    switch (instruction.op) {
      case 'set': {
        const char = charAt(text, place);
        return char !== '' && instruction.has(char) ? char.length : null;
      }
      case 'start':
        return place === 0 || (multiline && text[place - 1] === '\n') ? 0 : null;
      case 'end':
        return place === text.length || (multiline && text[place] === '\n') ? 0 : null;
      case 'reference': {
        const group = text.slice(slots[instruction.index * 2] ?? 0, slots[instruction.index * 2 + 1] ?? 0);
        const here = text.slice(place, place + group.length);
        return this.pattern.flags.ignoreCase ? (here.toLowerCase() === group.toLowerCase() ? group.length : null) : here === group ? group.length : null;
      }
      default:
        return null;
    }
  }

  private emit(instruction: Instruction): number {
    return this.program.push(instruction) - 1;
  }

  private compile(node: PatternNode): boolean {
    if (this.program.length > PROGRAM_LIMIT) return false;
    switch (node.tag) {
      case 'set':
        this.emit({ op: 'set', has: this.setOf(node.source, node.cased === true) });
        return true;
      case 'start':
      case 'end':
        this.emit({ op: node.tag });
        return true;
      case 'reference':
        this.emit({ op: 'reference', index: node.index });
        return true;
      case 'sequence':
        return node.items.every((item) => this.compile(item));
      case 'choice':
        return this.compileChoice(node.branches);
      case 'group':
        if (node.index === null) return this.compile(node.body);
        this.emit({ op: 'save', slot: node.index * 2 });
        if (!this.compile(node.body)) return false;
        this.emit({ op: 'save', slot: node.index * 2 + 1 });
        return true;
      case 'repeat':
        return this.compileRepeat(node.body, node.min, node.max, node.greedy);
    }
  }

  private compileChoice(branches: readonly PatternNode[]): boolean {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [index, branch] of branches.entries()) {
      const split = { op: 'split' as const, first: 0, second: 0 };
      const last = index === branches.length - 1;
      if (!last) split.first = this.emit(split) + 1;
      if (!this.compile(branch)) return false;
      if (last) break;
      const jump = { op: 'jump' as const, to: 0 };
      this.emit(jump);
      jumps.push(jump);
      split.second = this.program.length;
    }
    for (const jump of jumps) jump.to = this.program.length;
    return true;
  }

  private compileRepeat(body: PatternNode, min: number, max: number, greedy: boolean): boolean {
    for (let i = 0; i < min; i++) if (!this.compile(body)) return false;
    if (max === Infinity) return this.compileLoop(body, greedy);
    const splits: { op: 'split'; first: number; second: number }[] = [];
    for (let i = min; i < max; i++) {
      const split = { op: 'split' as const, first: 0, second: 0 };
      splits.push(split);
      this.emit(split);
      if (!this.compile(body)) return false;
    }
    for (const split of splits) this.direct(split, this.program.indexOf(split) + 1, this.program.length, greedy);
    return true;
  }

  private compileLoop(body: PatternNode, greedy: boolean): boolean {
    const split = { op: 'split' as const, first: 0, second: 0 };
    const head = this.emit(split);
    if (!this.compile(body)) return false;
    this.emit({ op: 'jump', to: head });
    this.direct(split, head + 1, this.program.length, greedy);
    return true;
  }

  private direct(split: { first: number; second: number }, inside: number, past: number, greedy: boolean): void {
    split.first = greedy ? inside : past;
    split.second = greedy ? past : inside;
  }

  private setOf(source: string, cased: boolean): (char: string) => boolean {
    const key = `${cased ? '=' : '~'}${source}`;
    let has = this.sets.get(key);
    if (!has) {
      const expression = new RegExp(`^(?:${source})$`, this.pattern.flags.ignoreCase && !cased ? 'vi' : 'v');
      const answers = new Map<string, boolean>();
      has = (char) => {
        let answer = answers.get(char);
        if (answer === undefined) answers.set(char, (answer = expression.test(char)));
        return answer;
      };
      this.sets.set(key, has);
    }
    return has;
  }
}

/** One bit for each state and place. */
class FailedStates {
  private readonly bits: Uint8Array;

  constructor(states: number, private readonly places: number, run: Run) {
    const size = states * places;
    if (size > MEMORY_LIMIT) run.spend(Infinity);
    run.spend(size >> 9);
    this.bits = new Uint8Array((size >> 3) + 1);
  }

  /** Whether the state was here before; from now on it was. */
  visit(state: number, place: number): boolean {
    const index = state * this.places + place;
    const byte = this.bits[index >> 3] ?? 0;
    const bit = 1 << (index & 7);
    this.bits[index >> 3] = byte | bit;
    return (byte & bit) !== 0;
  }
}

function charAt(text: string, place: number): string {
  const code = text.codePointAt(place);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function matchOf(slots: readonly number[], groups: number, text: string): PatternMatch {
  const found: string[] = [];
  for (let group = 1; group <= groups; group++) {
    const [start, end] = [slots[group * 2], slots[group * 2 + 1]];
    found.push(start === undefined || end === undefined ? '' : text.slice(start, end));
  }
  return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups: found };
}
