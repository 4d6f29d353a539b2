import { jest } from '@jest/globals';
import { Dovecot } from './testing/dovecot.js';
import { eventually, InboundHostDouble } from './testing/inbound-host.js';
import { composeMail } from './compose-mail.js';
import { ownMessageId } from './message-id.js';

jest.setTimeout(60_000);

const address = 'vanthu@so.example';
let dovecot: Dovecot;
let user: string;
let users = 0;

beforeAll(async () => {
  dovecot = await Dovecot.start();
});
afterAll(() => dovecot.stop());
beforeEach(() => {
  user = `hop-thu-${++users}`;
});

const properties = (changes: object = {}): object => ({
  agencyId: 'so-gddt', address, pollSeconds: 30,
  imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, passwordSecret: 'MAIL_PASSWORD' },
  ...changes,
});

async function letter(subject: string, changes: Partial<Parameters<typeof composeMail>[0]> = {}): Promise<Buffer> {
  return composeMail({
    messageId: `<${Buffer.from(subject).toString('hex').slice(0, 30)}@truong.example>`,
    from: { name: 'Trường THPT Mẫu', address: 'vanthu@truong.example' },
    to: [address], cc: [], subject, text: `Kính gửi Quý Sở.\nVề việc: ${subject}`, inReplyTo: null,
    date: new Date('2026-10-04T02:15:00Z'), attachments: [], ...changes,
  });
}

describe('mail-inbound:1', () => {
  it('takes what waits and what comes later, as soon as it comes', async () => {
    await dovecot.deliver(user, await letter('Báo cáo 1', { attachments: [{ name: 'Báo cáo số 1.pdf', content: Buffer.from('%PDF-1') }] }));
    const host = new InboundHostDouble();
    const active = await host.activate(properties());
    await eventually(() => host.documents.size === 1);
    await eventually(() => host.health.some((health) => health.state === 'up'));
    await dovecot.deliver(user, await letter('Báo cáo 2'));
    await eventually(() => host.documents.size === 2);
    await active.deactivate();

    const [first, second] = [...host.documents.values()];
    expect(first).toMatchObject({
      channel: 'mail', agencyId: 'so-gddt', subject: 'Báo cáo 1', text: 'Kính gửi Quý Sở.\nVề việc: Báo cáo 1', secrecy: 0,
      sender: { organId: null, name: 'Trường THPT Mẫu', email: 'vanthu@truong.example' },
      files: [{ name: 'Báo cáo số 1.pdf', claimedType: 'application/pdf' }],
    });
    expect(Buffer.from(first?.files[0]?.content ?? []).toString()).toBe('%PDF-1');
    expect(second).toMatchObject({ subject: 'Báo cáo 2', files: [], notes: [] });
    expect(await dovecot.subjects(user)).toEqual({ 'Đã tiếp nhận': ['Báo cáo 1', 'Báo cáo 2'] });
  });

  it('calls the same letter delivered twice a duplicate, and two letters under one Message-ID two', async () => {
    const messageId = '<one@truong.example>';
    const first = await letter('Một', { messageId });
    const relayed = Buffer.concat([Buffer.from('Received: from relay.example; Sun, 04 Oct 2026 02:20:00 +0000\r\n'), first]);
    await dovecot.deliver(user, first, relayed, await letter('Hai', { messageId }));
    const host = new InboundHostDouble();
    const active = await host.activate(properties());
    await eventually(() => host.receipts.length === 3);
    await active.deactivate();
    expect(host.receipts).toEqual(['accepted', 'duplicate', 'accepted']);
    expect(await dovecot.subjects(user)).toEqual({ 'Đã tiếp nhận': ['Hai', 'Một', 'Một'] });
  });

  it('puts refused letters and copies of our own aside', async () => {
    const own = ownMessageId('job-1', ['x@truong.example'], address);
    await dovecot.deliver(
      user,
      await letter('Bị từ chối'),
      await letter('Thư của mình', { messageId: own, from: { name: 'Sở', address } }),
      await letter('Giả danh', { messageId: own }),
    );
    const host = new InboundHostDouble();
    host.interfere = (document) => Promise.resolve(document.subject === 'Bị từ chối' ? { refused: 'văn bản mật' } : null);
    const active = await host.activate(properties());
    await eventually(async () => (await dovecot.subjects(user))['INBOX'] === undefined);
    await active.deactivate();
    expect(await dovecot.subjects(user)).toEqual({ 'Từ chối': ['Bị từ chối'], 'Đã gửi': ['Thư của mình'], 'Đã tiếp nhận': ['Giả danh'] });
  });

  it('leaves a letter in INBOX when handing over fails, says so, and takes the others', async () => {
    await dovecot.deliver(user, await letter('Hỏng'), await letter('Lành'));
    const host = new InboundHostDouble();
    let fails = true;
    host.interfere = (document) => (fails && document.subject === 'Hỏng' ? Promise.reject(new Error('store is down')) : Promise.resolve(null));
    const active = await host.activate(properties({ pollSeconds: 0.3 }));
    await eventually(() => host.health.some((health) => health.state === 'degraded'));
    expect(await dovecot.subjects(user)).toEqual({ INBOX: ['Hỏng'], 'Đã tiếp nhận': ['Lành'] });

    fails = false;
    await eventually(() => host.documents.size === 2);
    await eventually(() => host.health.at(-1)?.state === 'up');
    await active.deactivate();
    expect(await dovecot.subjects(user)).toEqual({ 'Đã tiếp nhận': ['Hỏng', 'Lành'] });
  });

  it('comes back by itself after the server was away', async () => {
    const host = new InboundHostDouble();
    const active = await host.activate(properties());
    await eventually(() => host.health.at(-1)?.state === 'up');
    await dovecot.pause();
    await eventually(() => host.health.at(-1)?.state === 'down');
    await dovecot.resume();
    await eventually(() => host.health.at(-1)?.state === 'up');
    await dovecot.deliver(user, await letter('Sau khi nối lại'));
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
  });

  it('hands a letter that is too large over without its files, and says where it is', async () => {
    await dovecot.deliver(user, await letter('Nặng', { attachments: [{ name: 'a.pdf', content: Buffer.alloc(5000) }] }));
    const host = new InboundHostDouble();
    const active = await host.activate(properties({ maxMessageBytes: 4000 }));
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
    const [document] = [...host.documents.values()];
    expect(document).toMatchObject({ subject: 'Nặng', files: [], notes: [expect.stringContaining('Đã tiếp nhận') as string] });
  });

  it('leaves letters alone that are older than it was told', async () => {
    await dovecot.as(user, async (client) => {
      await client.append('INBOX', await letter('Năm ngoái'), [], new Date('2025-12-31T08:00:00Z'));
      await client.append('INBOX', await letter('Năm nay'), [], new Date('2026-01-01T08:00:00Z'));
    });
    const host = new InboundHostDouble();
    const active = await host.activate(properties({ ignoreBefore: '2026-01-01' }));
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
    expect(await dovecot.subjects(user)).toEqual({ INBOX: ['Năm ngoái'], 'Đã tiếp nhận': ['Năm nay'] });
  });

  it('marks messages where it may not make folders', async () => {
    await dovecot.deliver(user, await letter('Ở lại'));
    const host = new InboundHostDouble();
    // a folder name the server refuses
    const active = await host.activate(properties({ folders: { received: '../ngoài' } }));
    await eventually(() => host.health.at(-1)?.state === 'degraded');
    await active.deactivate();
    const again = await host.activate(properties({ folders: { received: '../ngoài' } }));
    await eventually(() => host.health.at(-1)?.state === 'up');
    await again.deactivate();
    expect(host.receipts).toEqual(['accepted']);
    expect(await dovecot.subjects(user)).toEqual({ INBOX: ['Ở lại'] });
  });

  it('reports a wrong password without showing it, and stops at once', async () => {
    const host = new InboundHostDouble();
    const active = await host.activate(properties({ imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user: '', passwordSecret: 'MAIL_PASSWORD' } })).catch(() => null);
    expect(active).toBeNull();
    const wrong = await host.activate(properties({ imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, passwordSecret: 'NO_SUCH' } }));
    await eventually(() => host.health.at(-1)?.state === 'down');
    await wrong.deactivate();
    expect(host.health.at(-1)?.message).toContain('NO_SUCH');
  });

  it('does not let a mailbox outside this machine go without TLS', async () => {
    const activating = new InboundHostDouble().activate(properties({ imap: { host: 'mail.example', port: 143, security: 'none', user: 'a' } }));
    await expect(activating).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
