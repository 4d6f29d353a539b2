import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { agencyListSchema } from './agency.js';
import { Axis } from './axis.js';
import { AutomaticAgencies } from './automatic-agencies.js';
import { Faults } from './faults.js';
import { AxisRoutes } from './http/axis-routes.js';
import { HttpRefusal, sendJson } from './http/http-exchange.js';
import { SandboxRoutes } from './http/sandbox-routes.js';
import type { AgencyInput } from './agency.js';
import type { AxisSystem } from './http/axis-routes.js';

export interface AxisSandboxConfig {
  /** Folder of the journal and the messages; made when it is missing. */
  readonly dataDir: string;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Registered or changed at start; others from earlier runs stay. */
  readonly agencies?: readonly AgencyInput[];
  /** At least one. The first acts for hosted agencies that name no system. */
  readonly systems: readonly AxisSystem[];
  /** Between the answers of an automatic agency, milliseconds; 300 by default. */
  readonly answerDelayMs?: number;
  readonly now?: () => Date;
  /** Hears of failures that no answer can carry. */
  readonly onError?: (error: unknown) => void;
}

export interface AxisSandbox {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the stand-in for the national axis. It answers once everything of earlier runs is back. */
export async function startAxisSandbox(config: AxisSandboxConfig): Promise<AxisSandbox> {
  const now = config.now ?? (() => new Date());
  const onError = config.onError ?? (() => undefined);
  const axis = await Axis.open(config.dataDir, now);
  await axis.registerAgencies(agencyListSchema.parse(config.agencies ?? []));
  const automatic = new AutomaticAgencies(axis, config.answerDelayMs ?? 300, now, onError);
  const faults = new Faults();
  const axisRoutes = new AxisRoutes({ axis, faults, systems: config.systems, now });
  const sandboxRoutes = new SandboxRoutes(axis, faults, now);
  const server = createServer((request, response) => {
    dispatch(request, response, axisRoutes, sandboxRoutes).catch((error: unknown) => {
      if (!(error instanceof HttpRefusal)) onError(error);
      answerBroken(response, error);
    });
  });
  automatic.resume();
  await listen(server, config.port ?? 0, config.host ?? '127.0.0.1');
  return { url: urlOf(server), close: () => stop(server, automatic, axis) };
}

async function dispatch(request: IncomingMessage, response: ServerResponse, axis: AxisRoutes, sandbox: SandboxRoutes): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://axis');
  if (axis.has(request, url)) return axis.handle(request, response, url);
  if (!(await sandbox.handle(request, response, url))) sendJson(response, 404, { error: 'Không có đường dẫn này' });
}

function answerBroken(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  if (error instanceof HttpRefusal) sendJson(response, error.status, { status: 'FAIL', ErrorCode: '21', ErrorDesc: error.message });
  else sendJson(response, 500, { status: 'FAIL', ErrorCode: '20', ErrorDesc: 'Lỗi hệ thống' });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function stop(server: Server, automatic: AutomaticAgencies, axis: Axis): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => { resolve(); });
  });
  server.closeAllConnections();
  await closed;
  await automatic.stop();
  await axis.close();
}
