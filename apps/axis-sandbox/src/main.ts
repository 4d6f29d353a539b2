import { readConfiguration } from './configuration.js';
import { startAxisSandbox } from './sandbox.js';

function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const config = await readConfiguration(process.env);
  const onError = (error: unknown) => { write({ event: 'error', message: error instanceof Error ? error.message : String(error) }); };
  const sandbox = await startAxisSandbox({ ...config, onError });
  write({ event: 'ready', url: sandbox.url });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => { process.exitCode = 0; }));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
