import { startAgent } from './agent.js';
import { readConfiguration } from './configuration.js';

function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const onError = (error: unknown): void => write({ event: 'error', message: error instanceof Error ? error.message : String(error) });
  const agent = await startAgent(readConfiguration(process.env), { onError });
  write({ event: 'ready', url: agent.url });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void agent.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
