import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { prepareSandbox } from './sandbox.mjs';
import { startProgram } from './program.mjs';
import { hiddenFromServer } from './settings.mjs';

const root = path.resolve(import.meta.dirname, '..');
const mainOf = (app) => path.join(root, 'apps', app, 'dist/main.js');

/**
 * Starts Vanthu and, for everything that is not configured, its stand-ins: mail server, document axis, signing agent.
 * Ports of 0 take free ones. Everything is kept below `dataDir`. `onLost` is told of a program that ends by itself.
 */
export async function startSystem({ dataDir, environment = {}, ports = {}, sampleData = 'sample', onLog, onLost }) {
  await mkdir(dataDir, { recursive: true });
  const sandbox = await prepareSandbox(path.join(dataDir, 'sandbox'));
  const port = { smtp: 0, imap: 0, axis: 0, agent: 0, ...ports, api: ports.api || (await freePort()) };
  const programs = [];
  const start = (name, file, env) => {
    const program = startProgram(name, file, env, { onLog, onLost });
    programs.push(program);
    return program;
  };
  const stop = async () => {
    for (const program of programs.toReversed()) await program.stop();
  };
  try {
    const standIns = await startStandIns({ start, sandbox, port, environment, sampleData });
    const apiEnvironment = { DATA_DIR: dataDir, PORT: String(port.api), SAMPLE_DATA: sampleData, DRAIN_SECONDS: '0', ...standIns.environment, ...environment, ...hiddenFromServer };
    const servers = [await new Server(start, apiEnvironment).begin()];
    const [{ url, administrator }] = servers;
    return {
      url,
      administrator,
      servers,
      ...standIns.addresses,
      sandbox,
      stop,
      /** Ends the server the hard way and starts it again on the same port and data. */
      killAndRestart: () => servers[0].restart('SIGKILL'),
      /** One more server process on the same database and files, e.g. `{ ROLE: 'worker' }`. */
      async addServer(more = {}) {
        const server = await new Server(start, { ...apiEnvironment, PORT: String(await freePort()), ...more }).begin();
        servers.push(server);
        return server;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One process of the server; it keeps its port when it is started again. */
class Server {
  #start;
  #environment;
  #program;

  constructor(start, environment) {
    this.#start = start;
    this.#environment = environment;
  }

  async begin() {
    this.#program = this.#start('api', mainOf('api'), this.#environment);
    const { url, administrator } = await this.#program.ready;
    this.url = url;
    /** Made at this start, with its password. */
    this.administrator = administrator;
    this.#environment = { ...this.#environment, PORT: new URL(this.url).port };
    return this;
  }

  get pid() {
    return this.#program.child.pid;
  }

  stop(signal) {
    return this.#program.stop(signal);
  }

  async restart(signal) {
    await this.stop(signal);
    return this.begin();
  }
}

async function startStandIns({ start, sandbox, port, environment, sampleData }) {
  const given = { ...process.env, ...environment };
  const result = { environment: {}, addresses: {} };
  const agent = given.SIGNING_AGENT_URL ? null : start('signing-agent', mainOf('signing-agent'), agentEnvironment(sandbox, port, given));
  const mail = given.MAIL_SMTP_URL || sampleData === 'none' ? null : start('mail-sandbox', mainOf('mail-sandbox'), mailEnvironment(sandbox, port));
  const axis = given.AXIS_URL || sampleData === 'none' ? null : start('axis-sandbox', mainOf('axis-sandbox'), axisEnvironment(sandbox, port));
  if (mail) {
    const { smtpPort, imapPort } = await mail.ready;
    Object.assign(result.addresses, { smtpPort, imapPort, mailPassword: sandbox.mailPassword });
    Object.assign(result.environment, { MAIL_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_IMAP_URL: `imap://127.0.0.1:${imapPort}`, MAIL_PASSWORD: sandbox.mailPassword, MAIL_POLL_SECONDS: '2' });
  }
  if (axis) {
    const { url } = await axis.ready;
    result.addresses.axisUrl = url;
    Object.assign(result.environment, { AXIS_URL: url, AXIS_SYSTEM_ID: sandbox.axisSystemId, AXIS_SECRET: sandbox.axisSecret, AXIS_POLL_SECONDS: '1' });
  }
  if (agent) {
    result.addresses.agentUrl = (await agent.ready).url;
    result.environment.SIGNING_AGENT_URL = result.addresses.agentUrl;
  }
  if (!given.SIGNING_TRUST_FILE) result.environment.SIGNING_TRUST_FILE = sandbox.caFile;
  if (!given.SIGNING_KEY_FILE && !given.SIGNING_PKCS11_MODULE) Object.assign(result.environment, { SIGNING_KEY_FILE: sandbox.serverKeyFile, SIGNING_CERTIFICATE_FILE: sandbox.serverChainFile });
  return result;
}

function agentEnvironment(sandbox, port, given) {
  const origins = given.AGENT_ORIGINS ?? `http://127.0.0.1:${port.api},http://localhost:${port.api}`;
  return { AGENT_PORT: String(port.agent), AGENT_KEYS_DIR: sandbox.keysDir, AGENT_ORIGINS: origins };
}

function mailEnvironment(sandbox, port) {
  return {
    MAIL_SANDBOX_SMTP_PORT: String(port.smtp),
    MAIL_SANDBOX_IMAP_PORT: String(port.imap),
    MAIL_SANDBOX_DATA: sandbox.mailDir,
    MAIL_SANDBOX_MAILBOXES: sandbox.mailboxes.join(','),
    MAIL_SANDBOX_DOMAINS: sandbox.mailDomains.join(','),
    MAIL_SANDBOX_PASSWORD: sandbox.mailPassword,
  };
}

function axisEnvironment(sandbox, port) {
  return {
    AXIS_SANDBOX_PORT: String(port.axis),
    AXIS_SANDBOX_DATA: sandbox.axisDir,
    AXIS_SANDBOX_AGENCIES: sandbox.axisAgenciesFile,
    AXIS_SANDBOX_SECRET: sandbox.axisSecret,
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
