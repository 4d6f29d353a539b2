import type { OrgUnit } from '@vanthu/model';
import type { Configuration } from '../configuration/configuration.js';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;
const defaultPorts: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465, 'imap:': 143, 'imaps:': 993 };

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly passwordSecret: string | null;
}

export interface UnitMailbox {
  readonly agencyId: string;
  readonly address: string;
  readonly displayName: string;
  readonly smtp: MailServer;
  readonly imap: MailServer;
}

/** The mailbox of each agency kept here; none where no mail server is configured. */
export function unitMailboxes(configuration: Configuration, agencies: readonly OrgUnit[]): UnitMailbox[] {
  const { MAIL_SMTP_URL, MAIL_IMAP_URL, MAIL_PASSWORD } = configuration;
  if (!MAIL_SMTP_URL || !MAIL_IMAP_URL) return [];
  return agencies.flatMap((agency) => {
    const address = agency.capabilities.email;
    if (!address) return [];
    const server = (url: string) => mailServer(url, MAIL_PASSWORD === undefined ? null : address);
    return [{ agencyId: agency.id, address, displayName: agency.name, smtp: server(MAIL_SMTP_URL), imap: server(MAIL_IMAP_URL) }];
  });
}

/** Encrypted, unless the server is on this machine and the address does not ask for it. */
function mailServer(text: string, user: string | null): MailServer {
  const url = new URL(text);
  const security = url.protocol.endsWith('s:') ? 'tls' : loopback.test(url.hostname) ? 'none' : 'starttls';
  return { host: url.hostname, port: Number(url.port) || (defaultPorts[url.protocol] ?? 0), security, user, passwordSecret: user === null ? null : 'MAIL_PASSWORD' };
}
