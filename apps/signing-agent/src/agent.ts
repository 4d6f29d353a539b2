import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningError } from '@vanthu/signing';
import type { Problem } from '@vanthu/model';
import type { AgentConfig, KeysConfig } from './configuration.js';
import { answerJson, route } from './http/agent-routes.js';
import type { AgentParts } from './http/agent-routes.js';
import { Gatekeeper } from './http/gatekeeper.js';
import { FolderKeyStore } from './keys/folder-key-store.js';
import type { KeyStore } from './keys/key-store.js';
import { TokenKeyStore } from './keys/token-key-store.js';
import { AgentError, agentErrorText } from './signings/agent-error.js';
import type { AgentErrorCode } from './signings/agent-error.js';
import { SigningSessions } from './signings/signing-sessions.js';

export interface RunningAgent {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

export interface AgentSources {
  readonly now?: () => number;
  /** Told of failures that are bugs; never of PINs or documents. */
  readonly onError?: (error: unknown) => void;
}

/** Starts the agent on the loopback address. */
export async function startAgent(config: AgentConfig, sources: AgentSources = {}): Promise<RunningAgent> {
  const portOf = (): number => (server.address() as AddressInfo).port;
  const parts: AgentParts = {
    gatekeeper: new Gatekeeper(config.origins, portOf),
    keys: keyStoreOf(config.keys),
    sessions: new SigningSessions({ now: sources.now ?? Date.now, secret: () => randomBytes(24).toString('base64url') }),
    url: () => `http://127.0.0.1:${portOf()}`,
  };
  const server = createServer((request, response) => {
    protect(response);
    route(parts, request, response).catch((error: unknown) => refuse(request, response, error, sources.onError));
  });
  server.requestTimeout = 30_000;
  await listen(server, config.port);
  return { url: parts.url(), close: () => close(server) };
}

function keyStoreOf(keys: KeysConfig): KeyStore {
  return keys.kind === 'folder' ? new FolderKeyStore(keys.dir) : new TokenKeyStore(keys);
}

/** Headers of every answer. The referrer stays within the agent: `no-referrer` would also blank the origin of its own form. */
function protect(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, onError: AgentSources['onError']): void {
  const { code, status } = meaningOf(error);
  if (code === 'INTERNAL') onError?.(error);
  if (response.headersSent) return void response.destroy();
  // What remains of a refused body is not read.
  response.setHeader('Connection', 'close');
  const language = /[?&]lang=en\b/.test(request.url ?? '') ? 'en' : 'vi';
  const detail = agentErrorText(code, language);
  const body: Problem = { type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`, title: detail, status, detail, code };
  answerJson(response, status, body, 'application/problem+json');
}

function meaningOf(error: unknown): { code: AgentErrorCode; status: number } {
  if (error instanceof AgentError) return { code: error.code, status: error.status };
  if (error instanceof SigningError) return { code: error.code, status: unavailable.has(error.code) ? 503 : 422 };
  return { code: 'INTERNAL', status: 500 };
}

const unavailable = new Set<AgentErrorCode>(['TOKEN_MISSING', 'DRIVER_CRASHED', 'PKCS11_UNAVAILABLE']);

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
