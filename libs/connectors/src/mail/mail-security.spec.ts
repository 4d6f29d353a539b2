import { jest } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { testHost } from '@vanthu/connector-sdk/testing';
import { createMailConnector } from './mail.connector.js';
import { Dovecot, dovecotPassword } from './testing/dovecot.js';
import { eventually, InboundHostDouble } from './testing/inbound-host.js';
import { SmtpSink } from './testing/smtp-sink.js';
import { testCertificate } from './testing/test-certificate.js';

jest.setTimeout(60_000);

const address = 'vanthu@so.example';
const certificate = testCertificate();
const other = testCertificate();

describe('sending', () => {
  const seenPasswords: string[] = [];
  let sink: SmtpSink;
  afterEach(async () => {
    await sink.stop();
    seenPasswords.length = 0;
  });

  async function send(security: 'tls' | 'starttls', ca: string | null, options: SMTPServerOptions): Promise<OperationOutcome> {
    sink = await SmtpSink.start({
      ...certificate, authOptional: false, disabledCommands: [],
      onAuth: (auth, _session, done) => {
        seenPasswords.push(auth.password ?? '');
        done(null, { user: 'vanthu' });
      },
      ...options,
    });
    const smtp = { host: '127.0.0.1', port: sink.port, security, user: 'vanthu', passwordSecret: 'P', ca };
    const connector = createMailConnector({ mailboxes: [{ agencyId: 'so', address, smtp, imap: { ...smtp } }] });
    const input = { agencyId: 'so', to: ['a@truong.example'], subject: 'a', text: 'b' };
    return runOperation(connector, 'send', input, testHost({ secrets: { P: dovecotPassword } }));
  }

  it.each(['tls', 'starttls'] as const)('goes over %s with a certificate of the named authority', async (security) => {
    expect(await send(security, certificate.cert, { secure: security === 'tls' })).toMatchObject({ kind: 'completed' });
    expect(seenPasswords).toEqual([dovecotPassword]);
  });

  it.each(['tls', 'starttls'] as const)('shows no password to a server that cannot prove itself (%s)', async (security) => {
    expect(await send(security, other.cert, { secure: security === 'tls' })).toMatchObject({ code: 'SMTP_UNREACHABLE' });
    expect(await send(security, null, { secure: security === 'tls' })).toMatchObject({ code: 'SMTP_UNREACHABLE' });
    expect(seenPasswords).toEqual([]);
  });

  it('shows no password to a server that offers no encryption', async () => {
    const outcome = await send('starttls', certificate.cert, { disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(seenPasswords).toEqual([]);
    expect(sink.messages).toEqual([]);
  });
});

describe('receiving', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await Dovecot.start(certificate);
  });
  afterAll(() => dovecot.stop());

  const properties = (ca: string | null): object => ({
    agencyId: 'so', address, imap: { host: '127.0.0.1', port: dovecot.port, security: 'starttls', user: 'kin', passwordSecret: 'MAIL_PASSWORD', ca },
  });

  it('goes over STARTTLS with a certificate of the named authority', async () => {
    await dovecot.deliver('kin', 'Subject: a\r\nMessage-ID: <1@b.example>\r\n\r\nb');
    const host = new InboundHostDouble();
    const active = await host.activate(properties(certificate.cert));
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
  });

  it('does not listen to a server that cannot prove itself', async () => {
    const host = new InboundHostDouble();
    const active = await host.activate(properties(other.cert));
    await eventually(() => host.health.at(-1)?.state === 'down');
    await active.deactivate();
    expect(host.health.some((health) => health.state === 'up')).toBe(false);
  });
});
