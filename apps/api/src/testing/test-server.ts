import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { samplePassword } from '@vanthu/documents';
import type { Session } from '@vanthu/model';
import { compose, type Composition } from '../composition/composition.js';
import { readConfiguration } from '../configuration/configuration.js';
import { serve } from '../server.js';
import { HttpClient } from './http-client.js';

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly routes: readonly string[];
  /** The server's own parts. */
  readonly parts: Composition;
  /** Signed in; the same person is signed in once. */
  as(username: string): Promise<HttpClient>;
  /** Nobody. */
  readonly stranger: HttpClient;
  stop(): Promise<void>;
}

interface TestServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The authorities it trusts. */
  readonly trustPem?: string;
  readonly logger?: Logger;
}

/** A whole server in this process on a free port, with the sample data in a folder of its own. */
export async function startTestServer({ environment = {}, trustPem, logger = pino({ level: 'silent' }) }: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'vanthu-api-'));
  const trustFile = path.join(dataDir, 'trust.pem');
  if (trustPem) await writeFile(trustFile, trustPem);
  const configuration = readConfiguration({
    DATA_DIR: dataDir, PORT: '0', SAMPLE_DATA: 'sample', DRAIN_SECONDS: '0', WEB_DIR: path.join(dataDir, 'no-web'), ...(trustPem && { SIGNING_TRUST_FILE: trustFile }), ...environment,
  });
  const parts = await compose(configuration, logger);
  const server = await serve(parts, configuration, logger);
  const url = `http://127.0.0.1:${server.port}`;
  const clients = new Map<string, Promise<HttpClient>>();
  return {
    url, dataDir, parts,
    routes: server.routes,
    stranger: new HttpClient(url),
    as(username) {
      const known = clients.get(username) ?? signIn(url, username);
      clients.set(username, known);
      return known;
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function signIn(url: string, username: string): Promise<HttpClient> {
  const answer = await new HttpClient(url).send<Session>('POST', '/api/session', { json: { username, password: samplePassword } });
  if (answer.status !== 200) throw new Error(`${username} could not sign in: ${answer.status}`);
  return new HttpClient(url, { cookie: answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '), csrfToken: answer.body.csrfToken });
}
