import type { ErrorCode } from '@vanthu/model';
import type { z } from 'zod';

export interface InputIssue {
  /** `registration.notation` */
  readonly path: string;
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A body, query or form that does not fit, with every place that is wrong. */
export class InputError extends Error {
  constructor(readonly issues: readonly InputIssue[]) {
    super(`${issues.length} places do not fit: ${issues.map((each) => each.path).join(', ')}`);
    this.name = 'InputError';
  }
}

/** Checks what came over HTTP against its schema; throws InputError naming every wrong place. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InputError(parsed.error.issues.map(issueOf));
}

function issueOf(issue: z.core.$ZodIssue): InputIssue {
  const path = issue.path.join('.');
  const isAbsent = issue.code === 'invalid_type' && issue.input === undefined;
  const isEmpty = issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1;
  return isAbsent || isEmpty ? { path, code: 'FIELD_REQUIRED', facts: {} } : { path, code: 'FIELD_INVALID', facts: reasonOf(issue) };
}

/** Facts of FIELD_INVALID, as `factTexts` words them. */
function reasonOf(issue: z.core.$ZodIssue): InputIssue['facts'] {
  switch (issue.code) {
    case 'too_small':
      return { reason: bound('min', issue.origin), limit: Number(issue.minimum) };
    case 'too_big':
      return { reason: bound('max', issue.origin), limit: Number(issue.maximum) };
    case 'invalid_value':
      return { reason: 'option' };
    case 'unrecognized_keys':
      return { reason: 'unknownField' };
    case 'invalid_format':
      return { reason: issue.format === 'email' || issue.format === 'date' ? issue.format : 'format' };
    case 'invalid_type':
      return { reason: typeReasons[issue.expected] ?? 'format' };
    default:
      return { reason: 'format' };
  }
}

const typeReasons: Readonly<Record<string, string>> = { number: 'number', int: 'wholeNumber', string: 'text', array: 'list', object: 'object', record: 'object', boolean: 'yesNo' };

function bound(side: 'min' | 'max', origin: string): string {
  if (origin === 'string') return `${side}Length`;
  return origin === 'array' || origin === 'set' ? `${side}Items` : side;
}
