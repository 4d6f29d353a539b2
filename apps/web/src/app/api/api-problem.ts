import { HttpErrorResponse } from '@angular/common/http';
import type { Problem } from '@vanthu/model';
import type { Dictionary } from '../language/vi';

/** Why a call failed, as the server's problem detail, or our own where no answer came. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Every failure as a problem that can be shown: what happened, what to do, a code to quote. */
export function problemOf(error: unknown, words: Dictionary): Problem {
  if (error instanceof ApiProblem) return error.problem;
  if (error instanceof HttpErrorResponse) return problemOfResponse(error, words);
  return localProblem('UNEXPECTED', 0, words.problem.title, words.problem.unknown);
}

export function localProblem(code: string, status: number, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, detail, code };
}

function problemOfResponse(response: HttpErrorResponse, words: Dictionary): Problem {
  if (response.status === 0) return localProblem('NO_CONNECTION', 0, words.problem.networkTitle, words.problem.network);
  const body: unknown = typeof response.error === 'string' ? parsed(response.error) : response.error;
  if (isProblem(body)) return { ...body, status: body.status ?? response.status };
  return localProblem(`HTTP_${response.status}`, response.status, words.problem.title, words.problem.unknown);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail } = body as Partial<Problem>;
  return typeof code === 'string' && typeof detail === 'string';
}
