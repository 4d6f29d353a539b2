import { randomUUID } from 'node:crypto';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { VanthuError } from '@vanthu/model';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { TokenRefused } from '../orchestration/authentication/token.controller.js';
import { isRestRequest, restProblemOf, sendRestProblem, unexpectedRestProblem } from '../orchestration/problems/rest-answer.js';
import { languageOf, problemOf, sendProblem, unexpectedProblem } from './problem.js';

/** Turns whatever was thrown into a problem detail in the language of the request; what nobody expected is logged under a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      this.abandon(error, response);
      return;
    }
    if (error instanceof TokenRefused) {
      response.status(error.status).json(error.answer);
      return;
    }
    const request = http.getRequest<Request>();
    if (isRestRequest(request)) {
      sendRestProblem(request, response, restProblemOf(error) ?? unexpectedRestProblem(this.logged(error)));
      return;
    }
    const language = languageOf(request);
    sendProblem(response, problemOf(error, language) ?? unexpectedProblem(this.logged(error), language), waitOf(error));
  }

  /** The reference under which it is found in the log. */
  private logged(error: unknown): string {
    const reference = randomUUID().slice(0, 8);
    this.logger.error({ err: error, reference }, 'unexpected error');
    return reference;
  }

  /** Half an answer is on its way: the client must notice that the rest is missing. */
  private abandon(error: unknown, response: Response): void {
    if (!isGone(error)) this.logger.error({ err: error }, 'an answer broke off');
    response.destroy();
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function waitOf(error: unknown): number | undefined {
  const seconds = error instanceof VanthuError ? Number(error.facts['seconds']) : NaN;
  return Number.isFinite(seconds) ? seconds : undefined;
}
