import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import { ConfigurationError, readConfiguration } from './configuration/configuration.js';
import { startServer } from './server.js';

const configuration = configurationOrExit();
const logger = pino({ level: configuration.LOG_LEVEL, redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.pin'] });

try {
  await mkdir(configuration.DATA_DIR, { recursive: true });
  const server = await startServer(configuration, logger);
  console.log(JSON.stringify({ event: 'ready', url: server.url }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
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
