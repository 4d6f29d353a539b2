import { compileNode } from '../evaluation/compiler.js';
import { constantOf } from '../evaluation/frame.js';
import { childrenOf } from '../evaluation/measure.js';
import type { FeelNode, UnaryTestsNode } from '../syntax/tree.js';
import { compare, equals } from '../values/equality.js';
import { formatFeel } from '../values/format.js';
import { FeelRange } from '../values/range.js';
import { isList, typeOf } from '../values/value.js';
import type { FeelKind, FeelValue } from '../values/value.js';

/** The places of a column that a cell matches; null when that cannot be told before running. */
export type Places = ReadonlySet<number> | null;

/**
 * The values of a column, cut into places at the constants its cells mention. Ordered: place 2i+1 is the i-th constant, 2i
 * what lies before it. Not ordered: the constants, and (unless the domain is closed) one last place for all others.
 */
export class ColumnDomain {
  private constructor(
    private readonly points: readonly FeelValue[],
    private readonly ordered: boolean,
    readonly places: readonly number[],
  ) {}

  /**
   * `allowed`: the declared input values, when there are any. `kind`: of the column's values, when it is declared; constants
   * of another kind never match. Constants of several kinds and no declaration: nothing is told of ranges.
   */
  static of(cells: readonly UnaryTestsNode[], allowed: UnaryTestsNode | null, kind: FeelKind | null): ColumnDomain {
    const isBoolean = kind === 'boolean';
    const tests = [...cells, ...(allowed ? [allowed] : [])].flatMap((cell) => cell.tests ?? []);
    const found = tests.flatMap(boundsOf).filter((value) => value !== null && (kind === null || typeOf(value) === kind));
    const points: FeelValue[] = [];
    for (const value of isBoolean ? [true, false, ...found] : found) {
      if (!points.some((point) => equals(point, value) === true)) points.push(value);
    }
    const ordered = tests.some(isOrdering) && points.every((point) => compare(point, points[0] ?? null) !== null);
    if (ordered) points.sort((a, b) => compare(a, b) ?? 0);
    const size = ordered ? points.length * 2 + 1 : points.length + (isBoolean ? 0 : 1);
    const open = new ColumnDomain(points, ordered, Array.from({ length: size }, (_place, index) => index));
    const within = allowed ? open.placesOf(allowed) : null;
    return within ? new ColumnDomain(points, ordered, open.places.filter((place) => within.has(place))) : open;
  }

  placesOf(cell: UnaryTestsNode): Places {
    if (cell.tests === null) return new Set(this.places);
    const sets = cell.tests.map((test) => this.placesOfTest(test));
    if (sets.some((set) => set === null)) return null;
    const matched = new Set(sets.flatMap((set) => [...(set ?? [])]));
    return new Set(this.places.filter((place) => matched.has(place) !== cell.negated));
  }

  /** The values at a place as a unary test. */
  textOf(place: number): string {
    if (!this.ordered) return place < this.points.length ? this.pointText(place) : this.points.length === 0 ? '-' : `not(${this.points.map(formatFeel).join(', ')})`;
    if (place % 2 === 1) return this.pointText((place - 1) / 2);
    const upper = place / 2;
    if (this.points.length === 0) return '-';
    if (upper === 0) return `< ${this.pointText(0)}`;
    if (upper === this.points.length) return `> ${this.pointText(upper - 1)}`;
    return `(${this.pointText(upper - 1)}..${this.pointText(upper)})`;
  }

  private pointText(index: number): string {
    return formatFeel(this.points[index] ?? null);
  }

  private placesOfTest(test: FeelNode): Places {
    const known = constantOf(compileNode(test, null));
    if (!known || readsAnything(test)) return null;
    const { value } = known;
    if (value === null) return new Set();
    if (!isList(value)) return this.placesOfValue(value);
    const sets = value.map((element) => this.placesOfValue(element));
    return sets.includes(null) ? null : new Set(sets.flatMap((set) => [...(set ?? [])]));
  }

  private placesOfValue(value: FeelValue): Places {
    return value instanceof FeelRange ? this.placesOfRange(value) : new Set(this.places.filter((place) => this.placeOf(value) === place));
  }

  private placesOfRange(range: FeelRange): Places {
    if (range.sign === '=') return this.placesOfValue(range.start);
    if (range.sign === '!=') return new Set(this.places.filter((place) => place !== this.placeOf(range.start)));
    const isForeign = boundsOfValue(range).every((bound) => bound === null || this.placeOf(bound) < 0);
    if (isForeign) return new Set();
    if (!this.ordered) return null;
    const from = range.start === null ? -1 : this.placeOf(range.start) + (range.startIncluded ? 0 : 1);
    const to = range.end === null ? Infinity : this.placeOf(range.end) - (range.endIncluded ? 0 : 1);
    if (range.sign === null && (range.start === null || range.end === null)) return new Set();
    return new Set(this.places.filter((place) => place >= from && place <= to));
  }

  private placeOf(value: FeelValue): number {
    const index = this.points.findIndex((point) => equals(point, value) === true);
    return this.ordered && index >= 0 ? index * 2 + 1 : index;
  }
}

function isOrdering(test: FeelNode): boolean {
  return test.tag === 'interval' || (test.tag === 'test' && test.sign !== '=' && test.sign !== '!=');
}

/** A cell that names a variable or uses `?` cannot be placed. */
function readsAnything(node: FeelNode): boolean {
  if (node.tag === 'name' || node.tag === 'input') return true;
  return node.tag !== 'call' && childrenOf(node).some(readsAnything);
}

function boundsOf(test: FeelNode): FeelValue[] {
  const known = constantOf(compileNode(test, null));
  return known ? boundsOfValue(known.value) : [];
}

function boundsOfValue(value: FeelValue): FeelValue[] {
  if (value instanceof FeelRange) return [value.start, value.end];
  if (isList(value)) return value.flatMap(boundsOfValue);
  return ['context', 'function'].includes(typeOf(value)) ? [] : [value];
}
