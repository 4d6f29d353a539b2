import { setTimeout as sleep } from 'node:timers/promises';
import { VanthuError } from '@vanthu/model';
import type { NextFunction, Request, Response } from 'express';
import { languageOf, problemOf, sendProblem } from '../problems/problem.js';

const LOOK_EVERY_MS = 20;

/** Every request passes here. Once closed, what runs is let finish and what comes is told to come again later. */
export class RequestGate {
  private running = 0;
  private isClosing = false;
  private isClosed = false;

  readonly pass = (request: Request, response: Response, next: NextFunction): void => {
    // a probe must hear that the server is not ready, not that it is unavailable
    if (this.isClosed && request.path !== '/health' && request.path !== '/ready') return refuse(request, response);
    if (this.isClosing) response.set('connection', 'close');
    this.running += 1;
    response.once('close', () => (this.running -= 1));
    next();
  };

  /** Still lets in what comes, but asks every client to take its next request elsewhere. */
  beginClosing(): void {
    this.isClosing = true;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Resolves when nothing runs any more, or after `limitMs`. True when all has ended. */
  async emptied(limitMs: number): Promise<boolean> {
    const end = performance.now() + limitMs;
    while (this.running > 0 && performance.now() < end) await sleep(LOOK_EVERY_MS);
    return this.running === 0;
  }
}

function refuse(request: Request, response: Response): void {
  response.set('connection', 'close');
  const problem = problemOf(new VanthuError('UNAVAILABLE', { what: 'stopping' }), languageOf(request));
  if (problem) sendProblem(response, problem);
}
