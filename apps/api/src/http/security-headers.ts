import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Configuration } from '../configuration/configuration.js';

/** Headers of every answer: only our own scripts run, nobody frames us, the signing agent is the one other place a page talks to. */
export function securityHeaders({ SIGNING_AGENT_URL, PUBLIC_URL }: Configuration): RequestHandler {
  const agent = new URL(SIGNING_AGENT_URL).origin;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // diagrams, Material and the FEEL editor make style elements and attributes at run time
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", agent],
        frameSrc: ["'self'", agent],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: PUBLIC_URL?.startsWith('https://') ?? false,
    crossOriginEmbedderPolicy: false,
  }) as RequestHandler;
}

/** What the API answers is for this person at this moment; files say otherwise themselves. */
export function noStore(request: Request, response: Response, next: NextFunction): void {
  if (/^\/(api|v2|oauth)\//.test(request.path)) response.set('cache-control', 'no-store');
  next();
}
