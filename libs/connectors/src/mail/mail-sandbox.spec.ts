import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import nodemailer from 'nodemailer';
import { runOperation } from '@vanthu/connector-sdk';
import { outputOf, testHost } from '@vanthu/connector-sdk/testing';
import { readyLine, startSource, stopProgram } from '../testing/source-program.js';
import { createMailConnector } from './mail.connector.js';
import { dovecotPassword as password } from './testing/dovecot.js';
import { eventually, InboundHostDouble } from './testing/inbound-host.js';

jest.setTimeout(60_000);

const agency = 'vanthu@so.example';
const school = 'vanthu@truong.example';
let folder: string;
let sandbox: ChildProcess;
let ports: { readonly smtp: number; readonly imap: number };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vanthu-mail-sandbox-'));
  sandbox = startSource('apps/mail-sandbox/src/main.ts', [], {
    MAIL_SANDBOX_SMTP_PORT: '0', MAIL_SANDBOX_IMAP_PORT: '0', MAIL_SANDBOX_DATA: folder, MAIL_SANDBOX_DOMAINS: 'so.example,truong.example',
    MAIL_SANDBOX_MAILBOXES: `${agency},${school}`, MAIL_SANDBOX_PASSWORD: password,
  });
  const ready = await readyLine(sandbox);
  ports = { smtp: Number(ready['smtpPort']), imap: Number(ready['imapPort']) };
});
afterAll(async () => {
  await stopProgram(sandbox);
  await rm(folder, { recursive: true, force: true });
});

const server = (port: number, user: string): object => ({ host: '127.0.0.1', port, security: 'none', user, passwordSecret: 'MAIL_PASSWORD' });
const properties = (agencyId: string, address: string): object => ({ agencyId, address, imap: server(ports.imap, address), pollSeconds: 30 });

describe('with the mail sandbox', () => {
  it('a letter goes from one agency to another once, and its copy is put aside', async () => {
    // given two agencies, both listening
    const [at, from] = [new InboundHostDouble(), new InboundHostDouble()];
    const listening = [await at.activate(properties('truong', school)), await from.activate(properties('so', agency))];
    const connector = createMailConnector({
      mailboxes: [{ agencyId: 'so', address: agency, smtp: server(ports.smtp, agency), imap: server(ports.imap, agency) }] as never,
      proofWaitMs: 0,
    });
    const input = { agencyId: 'so', to: [school], subject: 'V/v báo cáo', text: 'Kính gửi Trường.' };
    const host = testHost({ secrets: { MAIL_PASSWORD: password } });

    // when it is sent, and tried again as after a crash
    const first = outputOf(await runOperation(connector, 'send', input, host));
    await eventually(() => at.documents.size === 1);
    const second = outputOf(await runOperation(connector, 'send', input, { ...host, attempt: 2 }));

    // then
    expect([first['sentNow'], second['sentNow']]).toEqual([true, false]);
    expect([...at.documents.values()][0]).toMatchObject({ subject: 'V/v báo cáo', text: 'Kính gửi Trường.', sender: { email: agency } });
    await eventually(() => from.health.at(-1)?.state === 'up');
    await Promise.all(listening.map((active) => active.deactivate()));
    expect(from.documents.size).toBe(0);
    expect(at.documents.size).toBe(1);
  });

  it('an outside letter with an attachment is taken as soon as it comes', async () => {
    const host = new InboundHostDouble();
    const active = await host.activate(properties('so', agency));
    await eventually(() => host.health.at(-1)?.state === 'up');
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: ports.smtp, ignoreTLS: true });
    await transport.sendMail({ from: 'ai@ngoai.example', to: agency, subject: 'Thư ngoài', text: 'a', attachments: [{ filename: 'Tờ trình.pdf', content: '%PDF-1.7' }] });
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
    expect([...host.documents.values()][0]).toMatchObject({ subject: 'Thư ngoài', files: [{ name: 'Tờ trình.pdf', claimedType: 'application/pdf' }] });
  });
});
