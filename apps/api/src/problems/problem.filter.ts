import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { VanthuError, errorCodes, errorText, type ErrorCode, type Language, type Problem } from '@vanthu/model';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { InputError } from './input.js';

/** Turns whatever was thrown into an RFC 9457 problem detail in the language of the request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = this.problemOf(error, languageOf(http.getRequest<Request>()));
    response.status(problem.status).type('application/problem+json').json(problem);
  }

  private problemOf(error: unknown, language: Language): Problem {
    if (error instanceof InputError) {
      const errors = error.issues.map((each) => ({ path: each.path, code: each.code, message: errorText(each.code, language, each.facts) }));
      return { ...describe('INPUT_INVALID', language, { count: errors.length }), errors };
    }
    if (error instanceof VanthuError) return { ...describe(error.code, language, error.facts), ...(error.extra && { extra: { ...error.extra } }) };
    const known = codeOfHttp(error);
    if (known) return describe(known.code, language, known.facts);
    const reference = randomUUID().slice(0, 8);
    this.logger.error({ err: error, reference }, 'unexpected error');
    return describe('INTERNAL', language, { reference });
  }
}

export function languageOf(request: Request): Language {
  return request.acceptsLanguages(['vi', 'en']) === 'en' ? 'en' : 'vi';
}

function describe(code: ErrorCode, language: Language, facts: Readonly<Record<string, string | number>>): Problem {
  return {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title: code,
    status: errorCodes[code].status,
    detail: errorText(code, language, facts),
    code,
  };
}

/** Errors of the framework and its body parsers. */
function codeOfHttp(error: unknown): { code: ErrorCode; facts: Record<string, string | number> } | null {
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === 404) return { code: 'NOT_FOUND', facts: { what: 'URL' } };
  if (status === 413) return { code: 'FILE_TOO_LARGE', facts: { name: '', limit: 50 } };
  if (status === 400) return { code: 'FIELD_INVALID', facts: { reason: error instanceof Error ? error.message : '' } };
  return null;
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && error.code === 'LIMIT_FILE_SIZE') return 413;
  return 'status' in error && typeof error.status === 'number' ? error.status : null;
}
