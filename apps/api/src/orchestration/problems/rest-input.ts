import { Param, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { RestProblem } from './rest-problem.js';

/** What belongs to no unit. */
export const DEFAULT_TENANT = '<default>';

const KEY = /^\d{1,19}$/;
const LARGEST = 9_223_372_036_854_775_807n;
/** As many wrong places are told. */
const MOST_ISSUES = 10;

/** Checks a body or query of `/v2`; a missing body counts as an empty one. @throws RestProblem INVALID_ARGUMENT naming every wrong place */
export function parseRequest<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MOST_ISSUES).map((each) => (each.path.length > 0 ? `${each.path.join('.')}: ${each.message}` : each.message));
  throw new RestProblem('INVALID_ARGUMENT', `${issues.join('; ')}.`);
}

export function isRestKey(text: string): boolean {
  return KEY.test(text) && BigInt(text) <= LARGEST;
}

/** A key from the path. @throws RestProblem INVALID_ARGUMENT where it is no int64 */
export function RestKey(name: string): ParameterDecorator {
  return Param(name, new Int64(name));
}

class Int64 implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (!isRestKey(value)) throw new RestProblem('INVALID_ARGUMENT', `The provided ${this.name} '${value.slice(0, 40)}' is not a valid key. Keys are int64 as text.`);
    return value;
  }
}
