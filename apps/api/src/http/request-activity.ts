import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { during } from '../operations/activity.js';
import type { Monitor } from '../operations/monitor.js';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** Gives every request an id (or keeps the proxy's), which its log lines, its trace and its answer carry, and measures it. */
export function requestActivity({ metrics, tracer }: Monitor) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.get('x-request-id') ?? '';
    const requestId = REQUEST_ID.test(given) ? given : randomUUID();
    response.set('x-request-id', requestId);
    const began = performance.now();
    const traced = tracer?.beginRequest(request.get('traceparent'));
    response.once('close', () => {
      const [method, route, status] = [request.method, routeOf(request), response.statusCode];
      metrics.request(method, route, status, (performance.now() - began) / 1000);
      traced?.end({ method, route, status, requestId });
    });
    during({ ids: { requestId }, span: traced?.span ?? null }, next);
  };
}

/** As the router has it, without ids; one word for everything that is no action of the API. */
function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'other';
}
