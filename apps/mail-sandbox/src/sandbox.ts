import { timingSafeEqual } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { startImap } from './imap/imap-endpoint.js';
import { startSmtp } from './smtp/smtp-endpoint.js';
import { domainOf, normalAddress } from './store/address.js';
import { MailStore } from './store/mail-store.js';

export interface MailSandboxConfig {
  /** Folder of the mailboxes; made when it is missing. */
  readonly dataDir: string;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly smtpPort?: number;
  readonly imapPort?: number;
  /** Domains served here: an address in them exists only as one of `mailboxes`. */
  readonly domains: readonly string[];
  readonly mailboxes: readonly string[];
  /** Opens every mailbox, those of outside addresses too. */
  readonly password: string;
  /** 100 MiB by default. */
  readonly maxMessageBytes?: number;
  /** Hears of failures that no answer can carry. */
  readonly onError?: (error: unknown) => void;
}

export interface MailSandbox {
  readonly smtpPort: number;
  readonly imapPort: number;
  close(): Promise<void>;
}

const defaultMaxMessageBytes = 100 * 1024 * 1024;

/**
 * Starts the stand-in for an agency's mail server.
 * @throws Error when a mailbox lies outside the domains or a port is taken
 */
export async function startMailSandbox(config: MailSandboxConfig): Promise<MailSandbox> {
  const stray = config.mailboxes.find((address) => !config.domains.includes(domainOf(normalAddress(address))));
  if (stray !== undefined) throw new Error(`mailbox ${stray} lies in none of the domains`);
  await mkdir(config.dataDir, { recursive: true });
  const store = await MailStore.open({ folder: config.dataDir, domains: config.domains, mailboxes: config.mailboxes });
  const common = {
    host: config.host ?? '127.0.0.1',
    isLogin: (user: string, password: string) => store.accepts(user) && isSame(password, config.password),
    maxMessageBytes: config.maxMessageBytes ?? defaultMaxMessageBytes,
    onError: config.onError ?? (() => undefined),
  };
  const smtp = await startSmtp(store, { ...common, port: config.smtpPort ?? 0 });
  try {
    const imap = await startImap({ ...common, store, port: config.imapPort ?? 0 });
    const close = async () => {
      await Promise.all([smtp.close(), imap.close()]);
      await store.close();
    };
    return { smtpPort: smtp.port, imapPort: imap.port, close };
  } catch (error) {
    await smtp.close();
    throw error;
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
