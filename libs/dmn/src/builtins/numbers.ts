import type { Call } from '../evaluation/run.js';
import { FeelDaysTime, FeelYearMonths } from '../temporal/durations.js';
import { finite, floorModulo, roundTo, ZERO } from '../values/decimal.js';
import type { Decimal, Rounding } from '../values/decimal.js';
import type { FeelValue } from '../values/value.js';
import { builtin, overload, parameter } from './declaration.js';
import type { Builtin } from './declaration.js';

const n = parameter('n', 'number');
const number = parameter('number', 'number');

export const numberBuiltins: readonly Builtin[] = [
  builtin('decimal', overload([n, parameter('scale', 'number')], rounding('half-even'))),
  builtin('floor', overload([n, parameter('scale?', 'number')], rounding('floor'))),
  builtin('ceiling', overload([n, parameter('scale?', 'number')], rounding('ceiling'))),
  builtin('round up', overload([n, parameter('scale', 'number')], rounding('up'))),
  builtin('round down', overload([n, parameter('scale', 'number')], rounding('down'))),
  builtin('round half up', overload([n, parameter('scale', 'number')], rounding('half-up'))),
  builtin('round half down', overload([n, parameter('scale', 'number')], rounding('half-down'))),
  builtin('abs', overload([parameter('n', 'number', 'years and months duration', 'days and time duration')], absolute), overload([parameter('number', 'number')], absolute)),
  builtin('modulo', overload([parameter('dividend', 'number'), parameter('divisor', 'number')], modulo)),
  builtin('sqrt', overload([number], (call, value: Decimal) => valued(spent(call, ROOT_STEPS), value.sqrt()))),
  builtin('log', overload([number], (call, value: Decimal) => valued(spent(call, SERIES_STEPS), value.isPositive() && !value.isZero() ? value.ln() : null))),
  builtin('exp', overload([number], (call, value: Decimal) => valued(spent(call, SERIES_STEPS), value.exp()))),
  builtin('odd', overload([number], (_call, value: Decimal) => value.mod(2).abs().equals(1))),
  builtin('even', overload([number], (_call, value: Decimal) => value.mod(2).isZero())),
];

/** What functions cost that take a hundred times a sum. */
const SERIES_STEPS = 200;
const ROOT_STEPS = 20;

function spent(call: Call, steps: number): Call {
  call.run.spend(steps);
  return call;
}

function valued(call: Call, value: Decimal | null): FeelValue {
  return (value && finite(value)) ?? call.fail('OUT_OF_RANGE', 'The function has no value for this number.');
}

function rounding(mode: Rounding): (call: Call, value: Decimal, scale?: Decimal) => FeelValue {
  return (call, value, scale = ZERO) => roundTo(value, scale, mode) ?? call.fail('OUT_OF_RANGE', 'The scale is out of range.');
}

function absolute(_call: Call, value: Decimal | FeelYearMonths | FeelDaysTime): FeelValue {
  if (value instanceof FeelYearMonths) return new FeelYearMonths(Math.abs(value.months));
  if (value instanceof FeelDaysTime) return value.nanos < 0n ? new FeelDaysTime(-value.nanos) : value;
  return value.abs();
}

function modulo(call: Call, dividend: Decimal, divisor: Decimal): FeelValue {
  call.run.spend(Math.abs(dividend.e - divisor.e) >> 5);
  return floorModulo(dividend, divisor) ?? call.fail('DIVISION_BY_ZERO', 'The divisor is zero.');
}
