import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';

const ownPaths = /^\/(api|health|ready|metrics|v2)(\/|$)/;
/** Names that carry a hash of their content. */
const hashedName = /-[\w-]{8}\.(js|css|woff2?|mjs)$/;

/** Serves the web application; any address that is not the API's is one of its pages. Without `folder` there is none. */
export function serveWebApplication(app: NestExpressApplication, folder: string): void {
  const index = path.join(folder, 'index.html');
  if (!existsSync(index)) return;
  const files = express.static(folder, { index: false, maxAge: '1y', immutable: true, setHeaders: (response: Response, file: string) => noCacheUnlessHashed(response, file) });
  app.use((request: Request, response: Response, next: NextFunction) => (ownPaths.test(request.path) ? next() : files(request, response, next)));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !ownPaths.test(request.path) && request.accepts('html') && !path.extname(request.path);
    if (!isPage) return next();
    response.set('cache-control', 'no-cache').sendFile(index);
  });
}

function noCacheUnlessHashed(response: Response, file: string): void {
  if (!hashedName.test(file)) response.set('cache-control', 'no-cache');
}
