import { createCamundaClient, type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { createCamundaClient as createClient89, type CamundaClient as Client89 } from '@camunda8/orchestration-cluster-api-9';
import { startTestServer, type TestServer } from '../../testing/test-server.js';

export const adminUsername = 'admin';
export const adminPassword = 'Quản trị 2026';

export const clientCredentials = { id: 'worker', secret: 'a-secret-of-the-worker-2026' };

/** A fresh system as an agency without sample data has it, and the official clients on it, unchanged, with their strictest checks. */
export interface RestServer extends TestServer {
  /** 8.8.4, with basic authentication as the administrator. */
  readonly client: CamundaClient;
  /** 9.1.5, with client credentials. */
  readonly client89: Client89;
  /** A request without a client. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> }>;
}

export const basic = `Basic ${Buffer.from(`${adminUsername}:${adminPassword}`).toString('base64')}`;

export async function startRestServer(environment: Readonly<Record<string, string>> = {}): Promise<RestServer> {
  const server = await startTestServer({
    environment: { SAMPLE_DATA: 'none', ADMIN_USERNAME: adminUsername, ADMIN_PASSWORD: adminPassword, API_CLOCK: 'adjustable', API_CLIENTS: `${clientCredentials.id}:${clientCredentials.secret}`, ...environment },
  });
  // the clients' check of requests refuses every upload of documents: it expects files as text
  const common = { CAMUNDA_SDK_VALIDATION: 'req:none,res:fanatical', CAMUNDA_SDK_LOG_LEVEL: 'silent' } as const;
  const client = createCamundaClient({
    config: { ...common, CAMUNDA_REST_ADDRESS: server.url, CAMUNDA_AUTH_STRATEGY: 'BASIC', CAMUNDA_BASIC_AUTH_USERNAME: adminUsername, CAMUNDA_BASIC_AUTH_PASSWORD: adminPassword },
  });
  const client89 = createClient89({
    config: { ...common, CAMUNDA_REST_ADDRESS: `${server.url}/8.9`, CAMUNDA_AUTH_STRATEGY: 'OAUTH', CAMUNDA_OAUTH_URL: `${server.url}/oauth/token`, CAMUNDA_CLIENT_ID: clientCredentials.id, CAMUNDA_CLIENT_SECRET: clientCredentials.secret },
  });
  return {
    ...server, client, client89,
    async send(method, address, body, headers = {}) {
      const response = await fetch(`${server.url}${address}`, {
        method,
        headers: { authorization: basic, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>> };
    },
  };
}

/** Deploys files that were written in the spec, by name. */
export async function deploy(client: CamundaClient, files: Readonly<Record<string, string>>) {
  return client.createDeployment({ resources: Object.entries(files).map(([name, content]) => new File([content], name)) });
}
