import type { FeelValue } from './value.js';

export type ComparisonSign = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A range. `sign` is set when it came from a comparison such as `(> 5)`: only then an end may be open without bound. */
export class FeelRange {
  readonly kind = 'range';
  constructor(
    readonly start: FeelValue,
    readonly end: FeelValue,
    readonly startIncluded: boolean,
    readonly endIncluded: boolean,
    readonly sign: ComparisonSign | null = null,
  ) {}
}

/** The range that a comparison stands for. */
export function rangeOfComparison(sign: ComparisonSign, bound: FeelValue): FeelRange {
  switch (sign) {
    case '<': return new FeelRange(null, bound, false, false, sign);
    case '<=': return new FeelRange(null, bound, false, true, sign);
    case '>': return new FeelRange(bound, null, false, false, sign);
    case '>=': return new FeelRange(bound, null, true, false, sign);
    default: return new FeelRange(bound, bound, true, true, sign);
  }
}
