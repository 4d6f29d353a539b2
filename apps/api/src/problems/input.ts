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
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InputError(parsed.error.issues.map((issue) => issueOf(issue)));
}

function issueOf(issue: z.core.$ZodIssue): InputIssue {
  const path = issue.path.join('.');
  const isMissing = (issue.code === 'invalid_type' && issue.input === undefined) || (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1);
  return isMissing ? { path, code: 'FIELD_REQUIRED', facts: {} } : { path, code: 'FIELD_INVALID', facts: { reason: issue.message } };
}
