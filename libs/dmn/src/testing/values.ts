import fc from 'fast-check';
import { FeelDaysTime, FeelYearMonths } from '../temporal/durations.js';
import { dateOfEpochDay, FeelDateTime, FeelTime } from '../temporal/moments.js';
import { NANOS_PER_DAY } from '../temporal/zone.js';
import { Decimal } from '../values/decimal.js';
import { FeelRange } from '../values/range.js';
import type { FeelValue } from '../values/value.js';

const zone = fc.oneof(fc.constant(null), fc.integer({ min: -64_800, max: 64_800 }), fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Paris', 'Etc/UTC'));
const nanos = fc.integer({ min: 0, max: NANOS_PER_DAY - 1 });
const number = fc.tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -60, max: 60 }))
  .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));
const date = fc.integer({ min: -300_000_000_000, max: 300_000_000_000 }).map(dateOfEpochDay);
const scalar: fc.Arbitrary<FeelValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  number,
  date,
  fc.tuple(nanos, zone).map(([time, of]) => new FeelTime(time, of)),
  fc.tuple(fc.integer({ min: -300_000_000, max: 300_000_000 }), nanos, zone).map(([day, time, of]) => new FeelDateTime(day, time, of)),
  fc.integer({ min: -1e12, max: 1e12 }).map((months) => new FeelYearMonths(months)),
  fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map((length) => new FeelDaysTime(length)),
);
const range = fc.tuple(number, number, fc.boolean(), fc.boolean()).map(([a, b, from, to]) => new FeelRange(a, b, from, to));
/** Any value that has a text. */
export const { value: anyValue } = fc.letrec<{ value: FeelValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    range,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4 }).map((entries) => new Map(Object.entries(entries))),
  ),
}));
