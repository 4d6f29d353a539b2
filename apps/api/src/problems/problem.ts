import { HttpException } from '@nestjs/common';
import { VanthuError, errorCodes, errorText, type ErrorCode, type Language, type Problem } from '@vanthu/model';
import { DatabaseError } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { InputError } from './input.js';

/** Seconds after which a client may ask again. */
const RETRY_AFTER_S = 5;

type Facts = Readonly<Record<string, string | number>>;

/** The RFC 9457 problem detail of an expected failure; null for what nobody expects. */
export function problemOf(error: unknown, language: Language): Problem | null {
  if (error instanceof InputError) {
    const errors = error.issues.map((each) => ({ path: each.path, code: each.code, message: errorText(each.code, language, each.facts) }));
    return { ...describe('INPUT_INVALID', language, { count: errors.length }), errors };
  }
  if (error instanceof VanthuError) return { ...describe(error.code, language, error.facts), ...(error.extra && { extra: { ...error.extra } }) };
  if (error instanceof DatabaseError) return describe(error.code === 'DISK_FULL' ? 'DATABASE_FULL' : 'UNAVAILABLE', language, { what: 'database' });
  return problemOfHttp(error, language);
}

/** What people read of a failure nobody expected: a reference to the log, nothing else. */
export function unexpectedProblem(reference: string, language: Language): Problem {
  return describe('INTERNAL', language, { reference });
}

export function sendProblem(response: Response, problem: Problem, retryAfterSeconds = RETRY_AFTER_S): void {
  if (problem.status === 503 || problem.status === 429) response.set('retry-after', String(retryAfterSeconds));
  response.status(problem.status).type('application/problem+json').set('cache-control', 'no-store').json(problem);
}

/** Vietnamese unless the client prefers English. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages(['vi', 'en']) === 'en' ? 'en' : 'vi';
}

function describe(code: ErrorCode, language: Language, facts: Facts): Problem {
  return {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title: code,
    status: errorCodes[code].status,
    detail: errorText(code, language, facts),
    code,
  };
}

/** Errors of the framework and its body parsers; their own words are in English and are not shown. */
function problemOfHttp(error: unknown, language: Language): Problem | null {
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === 404) return describe('NOT_FOUND', language, { what: 'address' });
  if (status === 413) return describe('REQUEST_TOO_LARGE', language, { limit: limitOf(error) });
  return status !== null && status >= 400 && status < 500 ? describe('REQUEST_INVALID', language, {}) : null;
}

function statusOf(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : null;
}

/** megabytes */
function limitOf(error: unknown): number {
  const limit = typeof error === 'object' && error !== null && 'limit' in error ? Number(error.limit) : NaN;
  return Math.max(1, Math.floor((Number.isFinite(limit) ? limit : 0) / 1_048_576));
}
