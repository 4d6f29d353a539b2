import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { ConfigurationError, readConfiguration } from './configuration/configuration.js';
import { createLogger } from './logging/logger.js';
import { startServer } from './server.js';

const configuration = configurationOrExit();
const logger = createLogger(configuration.LOG_LEVEL);

try {
  await mkdir(configuration.DATA_DIR, { recursive: true });
  const server = await startServer(configuration, logger);
  console.log(JSON.stringify({ event: 'ready', url: server.url, ...(server.administrator && { administrator: server.administrator }) }));
  // a second signal finds no listener and ends the process at once; who presses Ctrl-C has no load balancer to wait for
  const stop = (drainMs?: number) => void server.stop(drainMs).then(() => process.exit(0), exitWith);
  process.once('SIGTERM', () => stop());
  process.once('SIGINT', () => stop(0));
} catch (error) {
  exitWith(error);
}

function configurationOrExit() {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function exitWith(error: unknown): never {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
}
