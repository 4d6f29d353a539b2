import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { startMailSandbox } from '../sandbox.js';
import type { SendMailOptions } from 'nodemailer';
import type { MailSandbox, MailSandboxConfig } from '../sandbox.js';

export const clerk = 'vanthu.sogddt@mau.example';
export const ministry = 'vanthu@bo.mau.example';
export const password = 'mat-khau-thu';

/** A mail sandbox in a temporary folder that can be restarted on it, with clients that are closed at the end. */
export class MailFixture {
  private readonly clients: ImapFlow[] = [];

  private constructor(
    readonly folder: string,
    private sandbox: MailSandbox,
    private readonly changes: Partial<MailSandboxConfig>,
  ) {}

  static async start(changes: Partial<MailSandboxConfig> = {}): Promise<MailFixture> {
    const folder = await mkdtemp(path.join(tmpdir(), 'mail-sandbox-'));
    return new MailFixture(folder, await startMailSandbox(configOf(folder, changes)), changes);
  }

  get smtpPort(): number {
    return this.sandbox.smtpPort;
  }

  get imapPort(): number {
    return this.sandbox.imapPort;
  }

  async send(mail: SendMailOptions, login?: { user: string; pass: string }): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.smtpPort, secure: false, ignoreTLS: true, auth: login });
    try {
      await transport.sendMail({ from: 'nguoi.gui@ngoai.example', to: clerk, text: 'Kính gửi', ...mail });
    } finally {
      transport.close();
    }
  }

  /** Logged in; `select` leaves the lock of the folder to the end of the test. */
  async imap(user = clerk, pass = password): Promise<ImapFlow> {
    const client = new ImapFlow({
      host: '127.0.0.1', port: this.imapPort, secure: false, doSTARTTLS: false, logger: false, auth: { user, pass },
    });
    client.on('error', () => undefined);
    await client.connect();
    this.clients.push(client);
    return client;
  }

  async inbox(user = clerk): Promise<ImapFlow> {
    const client = await this.imap(user);
    await client.mailboxOpen('INBOX');
    return client;
  }

  async restart(): Promise<void> {
    await this.sandbox.close();
    this.sandbox = await startMailSandbox(configOf(this.folder, this.changes));
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.sandbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function configOf(folder: string, changes: Partial<MailSandboxConfig>): MailSandboxConfig {
  return {
    dataDir: folder, domains: ['mau.example', 'bo.mau.example'], mailboxes: [clerk, ministry], password,
    onError: (error) => { process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`); }, ...changes,
  };
}
