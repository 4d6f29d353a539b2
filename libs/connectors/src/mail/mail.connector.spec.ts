import { jest } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { SMTPServerOptions } from 'smtp-server';
import { runOperation } from '@vanthu/connector-sdk';
import type { ConnectorFiles, OperationOutcome } from '@vanthu/connector-sdk';
import { describeConnectorContract, memoryFiles, outputOf, sha256Of, testHost } from '@vanthu/connector-sdk/testing';
import type { ContractCall, TestHostOptions } from '@vanthu/connector-sdk/testing';
import { composeMail } from './compose-mail.js';
import { createMailConnector } from './mail.connector.js';
import { ownMessageId } from './message-id.js';
import { Dovecot, dovecotPassword } from './testing/dovecot.js';
import { eventually } from './testing/inbound-host.js';
import { SmtpSink } from './testing/smtp-sink.js';
import type { SunkMessage } from './testing/smtp-sink.js';

jest.setTimeout(60_000);

const address = 'vanthu@so.example';
const letter = Buffer.from('%PDF-1.7 công văn');
const input = {
  agencyId: 'so-gddt',
  to: ['vanthu@truong.example'],
  subject: 'V/v tăng cường quản lý văn bản, tài liệu điện tử trên môi trường mạng của toàn ngành',
  text: 'Kính gửi: Trường THPT Mẫu 1\n\n  Sở gửi kèm văn bản.   \n.\n..\nNgười duyệt nội dung: Nguyễn Văn Mẫu – Giám đốc = 100%\n',
  attachments: [{ sha256: sha256Of(letter), name: '2700_SGDĐT-VP tăng cường quản lý.pdf' }],
};

const plainLetter = { from: { name: '', address }, to: input.to, cc: [], subject: input.subject, text: input.text, inReplyTo: null, date: new Date('2026-10-04T02:15:00Z'), attachments: [] };

let dovecot: Dovecot;
const sinks: SmtpSink[] = [];
beforeAll(async () => {
  dovecot = await Dovecot.start();
});
afterAll(() => dovecot.stop());
afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.stop()));
});

let users = 0;

/** A server that puts what is for the agency into its mailbox, as a real one does. */
async function mailServer(options: SMTPServerOptions = {}, after: (message: SunkMessage) => Promise<void> = () => Promise.resolve(), { proofWaitMs } = { proofWaitMs: 0 }) {
  const user = `gui-${++users}`;
  const sink = await SmtpSink.start({ ...signIn, ...options }, async (message) => {
    if (message.to.includes(address)) await dovecot.deliver(user, message.raw);
    await after(message);
  });
  sinks.push(sink);
  const connector = createMailConnector({
    mailboxes: [
      {
        agencyId: 'so-gddt', address, displayName: 'Sở Giáo dục và Đào tạo',
        smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: 'vanthu', passwordSecret: 'MAIL_PASSWORD' },
        imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, passwordSecret: 'MAIL_PASSWORD' },
      },
    ],
    proofWaitMs,
  });
  const send = (changes: object = {}, { files, ...host }: Omit<TestHostOptions, 'files'> & { readonly files?: ConnectorFiles } = {}): Promise<OperationOutcome> => {
    const own = testHost({ files: [letter], secrets: { MAIL_PASSWORD: dovecotPassword }, ...host });
    return runOperation(connector, 'send', { ...input, ...changes }, files ? { ...own, files } : own);
  };
  return { sink, send, user, connector };
}

const signIn: SMTPServerOptions = {
  authOptional: false,
  allowInsecureAuth: true,
  onAuth: (auth, _session, done) => (auth.password === dovecotPassword ? done(null, { user: auth.username }) : done(new Error(`bad password ${auth.password ?? ''}`))),
};

function refusing(code: number, words: string, ...refused: readonly string[]): SMTPServerOptions {
  return { onRcptTo: ({ address: to }, _session, done) => done(refused.includes(to) ? Object.assign(new Error(words), { responseCode: code }) : null) };
}

/** The contract has one connector for all calls; its mailbox is at whichever server the call started. */
async function contractCall(options: SMTPServerOptions): Promise<ContractCall & { connectorOf: ReturnType<typeof createMailConnector> }> {
  const { sink, connector } = await mailServer(options);
  current = connector;
  return {
    input, connectorOf: connector, outsideCalls: () => sink.connections,
    host: testHost({ files: [letter], secrets: { MAIL_PASSWORD: dovecotPassword } }),
  };
}
let current = createMailConnector({ mailboxes: [] });
const passing = createMailConnector({ mailboxes: [] });
const throughCurrent = {
  ...passing,
  operations: { send: { ...passing.operations['send'], execute: (...given: Parameters<NonNullable<typeof passing.operations['send']>['execute']>) => current.operations['send']?.execute(...given) } },
} as typeof passing;

describeConnectorContract(throughCurrent, {
  templatesDir: import.meta.dirname,
  operations: {
    send: {
      badInputs: [
        { description: 'no recipient', input: { ...input, to: [] } },
        { description: 'a recipient that is no address', input: { ...input, to: ['a@b.example\r\nRCPT TO:<x@y.example>'] } },
        { description: 'an attachment without a hash', input: { ...input, attachments: [{ name: 'a.pdf' }] } },
        { description: 'a sender of its own', input: { ...input, agencyId: undefined, from: 'x@y.example' } },
      ],
      secrets: [dovecotPassword],
      succeeding: () => contractCall({}),
      failing: () => contractCall({ onAuth: (auth, _session, done) => done(new Error(`bad password ${auth.password ?? ''}`)) }),
      hanging: () => contractCall({ onData: () => undefined }),
    },
  },
});

describe('mail:send:1', () => {
  it('sends exactly the approved text, with its attachment, and a copy to the own mailbox in the same transaction', async () => {
    const { sink, send, user } = await mailServer();
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: 'completed', output: { sentNow: true } });

    expect(sink.messages).toHaveLength(1);
    const [message] = sink.messages;
    expect(message).toMatchObject({ from: address, to: ['vanthu@truong.example', address] });
    const raw = message?.raw.toString('latin1') ?? '';
    expect(raw).not.toMatch(/^bcc:/im);
    expect(raw).toMatch(/text\/plain; charset=utf-8/i);
    expect(raw).toMatch(/quoted-printable/i);
    const read = await PostalMime.parse(message?.raw ?? '');
    expect(read.text?.trimEnd()).toBe(input.text.trimEnd());
    expect(read.subject).toBe(input.subject);
    expect(read.from).toMatchObject({ name: 'Sở Giáo dục và Đào tạo', address });
    expect(read.attachments).toMatchObject([{ filename: input.attachments[0]?.name, mimeType: 'application/pdf' }]);
    expect(await dovecot.subjects(user)).toEqual({ INBOX: [input.subject] });
  });

  it('does not send again when an earlier attempt got through', async () => {
    // given an attempt whose answer was lost
    const { sink, send } = await mailServer({}, () => new Promise((resolve) => setTimeout(resolve, 200)));
    const stop = new AbortController();
    const first = send({}, { signal: stop.signal });
    await eventually(() => sink.messages.length === 1);
    stop.abort();
    expect(await first).toMatchObject({ code: 'ABORTED', retryable: true });
    await new Promise((resolve) => setTimeout(resolve, 300));

    // when, then
    expect(await send({}, { attempt: 2 })).toMatchObject({ kind: 'completed', output: { sentNow: false } });
    expect(sink.messages).toHaveLength(1);
  });

  describe('after an attempt that died', () => {
    const patience = { proofWaitMs: 30_000 };
    const handedOver = new Date('2026-10-04T02:15:00.000Z');
    /** The files of all attempts, with an attempt that handed the letter over and got no answer. */
    const afterHandingOver = async () => {
      const server = await mailServer({ onData: (stream, _session, done) => void stream.resume().once('end', () => done(Object.assign(new Error('disk full'), { responseCode: 452 }))) }, undefined, patience);
      const files = memoryFiles(new Map([[sha256Of(letter), letter]]), () => handedOver);
      const attempt = (number: number, ms: number, send = server.send) => send({}, { attempt: number, files, now: new Date(handedOver.getTime() + ms) });
      expect(await attempt(1, 0)).toMatchObject({ code: 'SMTP_DEFERRED' });
      return { ...server, attempt };
    };

    it('nobody waits for a copy of a letter that was never handed over', async () => {
      const { send, sink } = await mailServer(refusing(450, 'greylisted', 'vanthu@truong.example'), undefined, patience);
      expect(await send()).toMatchObject({ code: 'RECIPIENT_DEFERRED' });
      expect(await send({}, { attempt: 2 })).toMatchObject({ code: 'RECIPIENT_DEFERRED' });
      expect(sink.messages).toEqual([]);
    });

    it('the copy is waited for, counted from the handing over and not from each attempt', async () => {
      const { attempt, user } = await afterHandingOver();
      const waiting = attempt(2, 1000);
      await dovecot.deliver(user, await composeMail({ ...plainLetter, messageId: ownMessageId('job-1', input.to, address) }));
      expect(await waiting).toMatchObject({ kind: 'completed', output: { sentNow: false } });
    });

    it('it is sent again once the copy can no longer come', async () => {
      const { attempt } = await afterHandingOver();
      expect(await attempt(2, patience.proofWaitMs)).toMatchObject({ code: 'SMTP_DEFERRED' });
    });
  });

  it('finds the copy in whichever folder it was put', async () => {
    const { sink, send, user } = await mailServer();
    await send();
    await dovecot.as(user, async (client) => {
      await client.mailboxCreate('Đã gửi');
      await client.mailboxOpen('INBOX');
      await client.messageMove('1:*', 'Đã gửi');
    });
    const again = outputOf(await send({}, { attempt: 3 }));
    expect(again).toMatchObject({ sentNow: false, message: { size: expect.any(Number) as number } });
    expect(sink.messages).toHaveLength(1);
  });

  it('sends at a later attempt when no earlier one got through, or when the recipient was corrected', async () => {
    const { sink, send } = await mailServer();
    expect(await send({}, { attempt: 2 })).toMatchObject({ output: { sentNow: true } });
    expect(await send({ to: ['khac@truong.example'] }, { attempt: 3 })).toMatchObject({ output: { sentNow: true } });
    expect(sink.messages).toHaveLength(2);
  });

  it('does not send at a later attempt while it cannot look', async () => {
    const { sink, send } = await mailServer();
    await dovecot.pause();
    const outcome = await send({}, { attempt: 2 });
    await dovecot.resume();
    expect(outcome).toMatchObject({ code: 'IMAP_UNREACHABLE', retryable: true });
    expect(sink.messages).toEqual([]);
  });

  it.each([true, false])('sends to nobody when one recipient is refused (pipelining hidden: %s)', async (hidePIPELINING) => {
    const { sink, send, user } = await mailServer({ hidePIPELINING, ...refusing(550, 'Hộp thư không tồn tại', 'sai@truong.example') } as SMTPServerOptions);
    const outcome = await send({ to: ['vanthu@truong.example', 'sai@truong.example'] });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'RECIPIENT_REFUSED', retryable: false });
    expect(JSON.stringify(outcome)).toMatch(/sai@truong\.example.*550/);
    expect(sink.messages).toEqual([]);
    expect(await dovecot.subjects(user)).toEqual({});
  });

  it.each<[string, SMTPServerOptions, object]>([
    ['defers a recipient', refusing(450, 'greylisted', 'vanthu@truong.example'), { code: 'RECIPIENT_DEFERRED', retryable: true }],
    ['refuses the only recipient', refusing(550, 'unknown', 'vanthu@truong.example'), { code: 'RECIPIENT_REFUSED', retryable: false }],
    ['refuses the password', { onAuth: (_auth, _session, done) => done(new Error('no')) }, { code: 'SMTP_SIGN_IN_REFUSED', retryable: false }],
    [
      'refuses the content',
      { onData: (stream, _session, done) => void stream.resume().once('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 }))) },
      { code: 'SMTP_REFUSED', retryable: false, message: expect.stringContaining('spam') as string },
    ],
    [
      'cannot store it now',
      { onData: (stream, _session, done) => void stream.resume().once('end', () => done(Object.assign(new Error('disk full'), { responseCode: 452 }))) },
      { code: 'SMTP_DEFERRED', retryable: true },
    ],
    ['takes no message of this size', { size: 100 }, { code: 'SMTP_REFUSED', retryable: false }],
  ])('a server that %s', async (_, options, expected) => {
    const { send } = await mailServer(options);
    expect(await send()).toMatchObject({ kind: 'failed', ...expected });
  });

  it('retries a server that is away', async () => {
    const { sink, send } = await mailServer();
    sinks.pop();
    await sink.stop();
    expect(await send()).toMatchObject({ code: 'SMTP_UNREACHABLE', retryable: true });
  });

  it('refuses an agency without a mailbox', async () => {
    const { send } = await mailServer();
    expect(await send({ agencyId: 'khac' })).toMatchObject({ code: 'MAILBOX_MISSING', retryable: false });
  });
});
