import { readConfiguration } from './configuration.js';
import { startMailSandbox } from './sandbox.js';

function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const onError = (error: unknown) => { write({ event: 'error', message: error instanceof Error ? error.message : String(error) }); };
  const sandbox = await startMailSandbox({ ...readConfiguration(process.env), onError });
  write({ event: 'ready', smtpPort: sandbox.smtpPort, imapPort: sandbox.imapPort });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => { process.exitCode = 0; }));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
