import { existsSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import express, { type Request, type Response, type NextFunction } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { compose } from './composition/composition.js';
import type { Configuration } from './configuration/configuration.js';

export interface RunningServer {
  readonly url: string;
  /** Refuses new work, ends what was begun, closes the database. */
  stop(): Promise<void>;
}

const BODY_LIMIT = '3mb';

/** Starts the server: migrations, processes, workers, HTTP. */
export async function startServer(configuration: Configuration, logger: Logger): Promise<RunningServer> {
  const composition = await compose(configuration, logger);
  try {
    const app = await NestFactory.create<NestExpressApplication>(AppModule.of(composition, configuration, logger), { logger: ['error', 'warn'], bodyParser: false, abortOnError: false });
    app.use(securityHeaders(configuration));
    app.use(cookieParser());
    app.useBodyParser('json', { limit: BODY_LIMIT });
    app.disable('x-powered-by');
    serveWeb(app, configuration.WEB_DIR);
    await composition.start();
    await app.listen(configuration.PORT, configuration.HOST);
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    return {
      url: configuration.PUBLIC_URL ?? `http://${configuration.HOST}:${port}`,
      async stop() {
        composition.readiness.stop();
        const http = app.getHttpServer() as Server & { closeIdleConnections?(): void };
        const closed = new Promise<void>((resolve) => http.close(() => resolve()));
        http.closeIdleConnections?.();
        await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
        await composition.stop();
      },
    };
  } catch (error) {
    await composition.stop().catch(() => undefined);
    throw error;
  }
}

function securityHeaders({ SIGNING_AGENT_URL, PUBLIC_URL }: Configuration) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // diagrams and Material place elements by style attributes
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", SIGNING_AGENT_URL],
        frameSrc: ["'self'", SIGNING_AGENT_URL],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: PUBLIC_URL?.startsWith('https://') ?? false,
    crossOriginEmbedderPolicy: false,
  });
}

/** The web application; any address that is not ours to answer is one of its pages. */
function serveWeb(app: NestExpressApplication, folder: string): void {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  app.use(express.static(folder, { index: false, maxAge: '1y', immutable: true, setHeaders: (response: Response, file: string) => noCacheForIndex(response, file) }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !/^\/(api|health|ready|v2)(\/|$)/.test(request.path) && request.accepts('html') && !path.extname(request.path);
    if (!isPage) return next();
    response.set('cache-control', 'no-cache').sendFile(path.join(folder, 'index.html'));
  });
}

function noCacheForIndex(response: Response, file: string): void {
  if (!/-[A-Z0-9]{8}\.(js|css|woff2?|mjs)$/.test(file)) response.set('cache-control', 'no-cache');
}
