import { HttpException } from '@nestjs/common';
import { VanthuError, errorCodes, errorText } from '@vanthu/model';
import { DatabaseError } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { RestProblem, type RestTitle } from './rest-problem.js';

const RETRY_AFTER_S = 5;

/** True where answers speak the words of the Camunda 8 REST API. */
export function isRestRequest(request: Request): boolean {
  return /^\/v2(\/|$)/.test(request.path);
}

/** What a client of `/v2` is told of an expected failure; null for what nobody expects. */
export function restProblemOf(error: unknown): RestProblem | null {
  if (error instanceof RestProblem) return error;
  if (error instanceof VanthuError) {
    const seconds = Number(error.facts['seconds']);
    return new RestProblem(titleOf(errorCodes[error.code].status), errorText(error.code, 'en', error.facts), Number.isFinite(seconds) ? seconds : undefined);
  }
  if (error instanceof DatabaseError) return new RestProblem('UNAVAILABLE', 'The database cannot be reached now, or its disk is full. Nothing of the request was done; try again.');
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  return status !== null && status >= 400 && status < 500 ? new RestProblem(titleOf(status), wordsOf(status)) : null;
}

export function unexpectedRestProblem(reference: string): RestProblem {
  return new RestProblem('INTERNAL', `Something went wrong, reference ${reference}. What was answered before is safe.`);
}

export function sendRestProblem(request: Request, response: Response, { title, status, detail, retryAfterSeconds = RETRY_AFTER_S }: RestProblem): void {
  if (status === 503 || status === 429) response.set('retry-after', String(retryAfterSeconds));
  if (status === 401) response.set('www-authenticate', 'Basic realm="Vanthu", Bearer realm="Vanthu"');
  response.status(status).type('application/problem+json').set('cache-control', 'no-store').json({ type: 'about:blank', title, status, detail, instance: request.path });
}

const titles: Readonly<Record<number, RestTitle>> = {
  401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'INVALID_STATE', 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE', 429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE', 507: 'UNAVAILABLE',
};

function titleOf(status: number): RestTitle {
  return titles[status] ?? (status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT');
}

function wordsOf(status: number): string {
  if (status === 404) return 'There is no such address in this API.';
  if (status === 413) return 'The request is larger than this server takes.';
  if (status === 415) return 'The content type or charset of the request is not one this server reads.';
  return 'The request cannot be read: its body is no valid JSON, or its address no text.';
}

function statusOf(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : null;
}
