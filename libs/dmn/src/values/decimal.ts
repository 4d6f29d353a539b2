import { Decimal as SharedDecimal } from 'decimal.js';

/** Numbers of FEEL: 34 digits, half to even, the exponents of decimal128. A clone: the settings of the shared class stay untouched. */
export const Decimal = SharedDecimal.clone({
  defaults: true,
  precision: 34,
  rounding: 6,
  minE: -6143,
  maxE: 6144,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = SharedDecimal;

/** Same digits, wider exponents: for steps in between whose result is back in range. */
const WideDecimal = SharedDecimal.clone({ defaults: true, precision: 80, rounding: 6, toExpNeg: -9e15, toExpPos: 9e15 });

export type Rounding = 'up' | 'down' | 'half-up' | 'half-down' | 'half-even' | 'floor' | 'ceiling';

const MODES: Record<Rounding, SharedDecimal.Rounding> = {
  'up': 0,
  'down': 1,
  'ceiling': 2,
  'floor': 3,
  'half-up': 4,
  'half-down': 5,
  'half-even': 6,
};

const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

/** A number from its text (digits, point, exponent), rounded to 34 digits; null when it is no number or out of range. */
export function parseDecimal(text: string): Decimal | null {
  return NUMBER.test(text) ? finite(new Decimal(text).plus(ZERO)) : null;
}

/** The number itself, null instead of NaN and the infinities, and plain zero instead of negative zero. */
export function finite(value: Decimal): Decimal | null {
  if (!value.isFinite()) return null;
  return value.isZero() ? ZERO : value;
}

/** Digits without exponent: "0.0000001", never "1e-7". */
export function decimalText(value: Decimal): string {
  return value.toFixed();
}

const SCALE_MIN = -6111;
const SCALE_MAX = 6176;

/** Rounds to a number of decimal places (negative: tens, hundreds …); null when the scale is out of decimal128's range. */
export function roundTo(value: Decimal, scale: Decimal, rounding: Rounding): Decimal | null {
  const places = scale.trunc().toNumber();
  if (places < SCALE_MIN || places > SCALE_MAX) return null;
  if (places >= 0) return finite(value.toDecimalPlaces(places, MODES[rounding]));
  const unit = new WideDecimal(10).pow(-places);
  const rounded = new WideDecimal(value).div(unit).toDecimalPlaces(0, MODES[rounding]).times(unit);
  return finite(new Decimal(rounded).plus(ZERO));
}

/** Floored modulo: the sign is the divisor's. Exact although the quotient may need more than 34 digits. */
export function floorModulo(dividend: Decimal, divisor: Decimal): Decimal | null {
  if (divisor.isZero()) return null;
  const rest = dividend.mod(divisor);
  if (rest.isZero()) return ZERO;
  return finite(rest.isNegative() === divisor.isNegative() ? rest : rest.plus(divisor));
}

/** The whole number as a JavaScript integer, null when it has a fraction or is not safe. */
export function safeInteger(value: Decimal): number | null {
  if (!value.isInteger()) return null;
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : null;
}

/** Order of two finite numbers. The library's own comparison copies its argument, which costs more than the comparison. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [a, b] = [left.d, right.d];
  if (a[0] === 0 || b[0] === 0) return a[0] === 0 ? (b[0] === 0 ? 0 : -right.s) : left.s;
  if (left.s !== right.s) return left.s;
  if (left.e !== right.e) return left.e > right.e ? left.s : -left.s;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order > 0 ? left.s : -left.s;
  }
  return a.length === b.length ? 0 : a.length > b.length ? left.s : -left.s;
}
