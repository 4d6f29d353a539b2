import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { SignedInRequest } from '../authentication/access.guard.js';

/** One line per request at level debug. Neither the query (what people search for) nor a header nor a body is logged. */
export function requestLog(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!logger.isLevelEnabled('debug')) return next();
    const began = process.hrtime.bigint();
    const { method, path } = request;
    response.once('close', () => {
      const ms = Number((process.hrtime.bigint() - began) / 1_000_000n);
      logger.debug({ method, path, status: response.statusCode, ms, who: (request as SignedInRequest).signedIn?.person.username, finished: response.writableFinished }, 'request');
    });
    next();
  };
}
