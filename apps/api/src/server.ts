import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import express from 'express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { MadeAdministrator } from './composition/administrator.js';
import { compose, type Composition } from './composition/composition.js';
import type { Configuration } from './configuration/configuration.js';
import { requestActivity } from './http/request-activity.js';
import { RequestGate } from './http/request-gate.js';
import { requestLog } from './http/request-log.js';
import { routesOf } from './http/routes.js';
import { noStore, securityHeaders } from './http/security-headers.js';
import { UploadGate } from './http/upload-gate.js';
import { serveWebApplication } from './http/web-application.js';
import { nestLogger } from './logging/nest-logger.js';
import { apiVersions } from './orchestration/operations/api-version.js';

export interface RunningServer {
  /** Where people reach it. */
  readonly url: string;
  /** Where it listens. */
  readonly port: number;
  /** Made at this start because there was nobody to sign in. */
  readonly administrator: MadeAdministrator | null;
  /** Every action it answers, as `GET /api/tasks/:key`. */
  readonly routes: readonly string[];
  /**
   * Says at /ready that it stops, goes on for `drainMs` (default: DRAIN_SECONDS) so that load balancers notice, then refuses new work,
   * ends what was begun, closes the database.
   */
  stop(drainMs?: number): Promise<void>;
}

const BODY_LIMIT = '3mb';
/** How long running requests may take to end when the server stops. */
const FINISH_MS = 10_000;

/** Starts the server: migrations, processes, workers, HTTP. */
export async function startServer(configuration: Configuration, logger: Logger): Promise<RunningServer> {
  return serve(await compose(configuration, logger), configuration, logger);
}

/** Starts what was composed and answers HTTP; when that fails all of it is stopped. */
export async function serve(composition: Composition, configuration: Configuration, logger: Logger): Promise<RunningServer> {
  try {
    const gate = new RequestGate();
    const app = await application(composition, configuration, logger, gate);
    const administrator = await composition.start();
    await app.listen(configuration.PORT, configuration.HOST);
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    let stopping: Promise<void> | null = null;
    return {
      port,
      administrator,
      routes: routesOf(app),
      url: configuration.PUBLIC_URL ?? `http://${configuration.HOST}:${port}`,
      stop: (drainMs = configuration.DRAIN_SECONDS * 1000) => (stopping ??= stop(app, composition, gate, logger, drainMs)),
    };
  } catch (error) {
    await composition.stop().catch(() => undefined);
    throw error;
  }
}

async function application(composition: Composition, configuration: Configuration, logger: Logger, gate: RequestGate): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(composition, configuration, logger), { logger: nestLogger(logger), bodyParser: false, abortOnError: false });
  app.disable('x-powered-by');
  app.set('trust proxy', configuration.TRUSTED_PROXIES);
  app.use(requestActivity(composition.monitor));
  app.use(apiVersions);
  app.use(gate.pass);
  app.use(requestLog(logger));
  app.use(securityHeaders(configuration));
  app.use(noStore);
  app.use(new UploadGate().pass);
  app.use(cookieParser());
  app.use('/oauth/token', express.urlencoded({ extended: false, limit: '16kb' }));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  serveWebApplication(app, configuration.WEB_DIR);
  return app;
}

/** The port stays open until what runs has ended, so that who comes in between hears 503 and not a refused connection. */
async function stop(app: NestExpressApplication, composition: Composition, gate: RequestGate, logger: Logger, drainMs: number): Promise<void> {
  composition.readiness.stop();
  gate.beginClosing();
  if (drainMs > 0) await sleep(drainMs);
  gate.close();
  composition.taskEvents.close();
  if (!(await gate.emptied(FINISH_MS))) logger.warn({ afterMs: FINISH_MS }, 'requests were cut off because they did not end');
  const http = app.getHttpServer() as Server & { closeAllConnections(): void };
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeAllConnections();
  await closed;
  await composition.stop();
}
