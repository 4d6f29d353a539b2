import { NANOS_PER_SECOND } from './zone.js';

/** A duration in whole months. */
export class FeelYearMonths {
  readonly kind = 'years and months duration';
  constructor(readonly months: number) {}

  toString(): string {
    if (this.months === 0) return 'P0M';
    const abs = Math.abs(this.months);
    const years = Math.floor(abs / 12);
    const months = abs % 12;
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`;
  }
}

const SECOND = BigInt(NANOS_PER_SECOND);
const DAY = 86_400n * SECOND;

/** A duration in nanoseconds. */
export class FeelDaysTime {
  readonly kind = 'days and time duration';
  constructor(readonly nanos: bigint) {}

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const { days, hours, minutes, seconds, fraction } = splitNanos(this.nanos < 0n ? -this.nanos : this.nanos);
    const second = seconds || fraction ? `${seconds}${fractionText(fraction)}S` : '';
    const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${second}`;
    return `${this.nanos < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
  }
}

/** Parts of a length of time that is not negative; `fraction` is in nanoseconds. */
export function splitNanos(nanos: bigint): { days: bigint; hours: number; minutes: number; seconds: number; fraction: number } {
  const rest = Number((nanos % DAY) / SECOND);
  return {
    days: nanos / DAY,
    hours: Math.floor(rest / 3600),
    minutes: Math.floor(rest / 60) % 60,
    seconds: rest % 60,
    fraction: Number(nanos % SECOND),
  };
}

export function fractionText(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}

/** Nanoseconds of a decimal fraction's digits; what is finer is cut. */
export function fractionNanos(digits: string): number {
  return Number(digits.slice(0, 9).padEnd(9, '0'));
}

const YEARS_MONTHS = /^(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS_TIME = /^(-?)P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;
const DIGITS_LIMIT = 60;

/** Reads an ISO 8601 duration of one kind (years and months, or days and time); null when it is none. */
export function parseDuration(text: string): FeelYearMonths | FeelDaysTime | null {
  if (text.length > DIGITS_LIMIT) return null;
  const ym = YEARS_MONTHS.exec(text);
  if (ym) return yearMonths((ym[1] ? -1 : 1) * (Number(ym[2] ?? 0) * 12 + Number(ym[3] ?? 0)));
  const dt = DAYS_TIME.exec(text);
  if (!dt) return null;
  const seconds = BigInt(dt[2] ?? 0) * 86_400n + BigInt(dt[3] ?? 0) * 3600n + BigInt(dt[4] ?? 0) * 60n + BigInt(dt[5] ?? 0);
  const nanos = seconds * SECOND + BigInt(fractionNanos(dt[6] ?? ''));
  return new FeelDaysTime(dt[1] ? -nanos : nanos);
}

/** Null when the number of months is not a safe integer. */
export function yearMonths(months: number): FeelYearMonths | null {
  return Number.isSafeInteger(months) ? new FeelYearMonths(months === 0 ? 0 : months) : null;
}
