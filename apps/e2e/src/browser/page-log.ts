import type { BrowserContext, ConsoleMessage } from 'playwright-core';

export interface PageLog {
  /** Everything the console said, for reading after a failure. */
  readonly lines: readonly string[];
  /** Console errors, uncaught exceptions and violations of the content security policy. */
  readonly complaints: readonly string[];
}

/** Before anybody has signed in, the page asks who is signed in and is told: nobody. Chromium logs that answer as an error. */
const isAskingWhoIsSignedIn = (message: ConsoleMessage): boolean => message.location().url.endsWith('/api/session') && message.text().includes('401');

/** Listens to every page and frame that is opened in `context` from now on. */
export async function keepPageLog(context: BrowserContext): Promise<PageLog> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const complain = (text: string): void => {
    lines.push(text);
    complaints.push(text);
  };
  context.on('console', (message) => {
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !isAskingWhoIsSignedIn(message)) complain(line);
    else lines.push(line);
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().stack ?? error.error().message}`));
  await context.exposeBinding('reportPolicyViolation', (_, violation: string) => complain(`policy: ${violation}`));
  await context.addInitScript(() => {
    const report = (globalThis as unknown as { reportPolicyViolation(text: string): void }).reportPolicyViolation;
    document.addEventListener('securitypolicyviolation', (event) => report(`${event.violatedDirective} ${event.blockedURI} in ${event.documentURI}`));
  });
  return { lines, complaints };
}
