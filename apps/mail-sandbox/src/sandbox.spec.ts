import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { ImapFlow } from 'imapflow';
import { clerk, MailFixture, ministry, password } from './testing/mail-fixture.js';

let mail: MailFixture;
beforeEach(async () => { mail = await MailFixture.start(); });
afterEach(async () => { await mail.stop(); });

async function downloaded(client: ImapFlow, part: string): Promise<Buffer> {
  const { content } = await client.download('1', part);
  const chunks: Buffer[] = [];
  for await (const chunk of content ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('a letter', () => {
  it('sent by SMTP is read by IMAP with its Vietnamese subject, structure and source', async () => {
    // given
    const pdf = Buffer.from('%PDF-1.7 công văn');
    await mail.send({ subject: 'Công văn số 15/BM-VP về việc báo cáo', attachments: [{ filename: 'công văn 15.pdf', content: pdf }] });
    const client = await mail.inbox();
    // when
    const message = await client.fetchOne('1', { envelope: true, bodyStructure: true, source: true, uid: true, flags: true, internalDate: true, size: true });
    // then
    if (!message) throw new Error('no message came');
    expect(message.envelope).toMatchObject({
      subject: 'Công văn số 15/BM-VP về việc báo cáo', from: [{ address: 'nguoi.gui@ngoai.example' }], to: [{ address: clerk }],
    });
    expect(message.bodyStructure?.childNodes).toMatchObject([
      { part: '1', type: 'text/plain' },
      { part: '2', type: 'application/pdf', disposition: 'attachment', dispositionParameters: { filename: 'công văn 15.pdf' } },
    ]);
    expect(message.source?.length).toBe(message.size);
    expect(message.source?.toString().startsWith('Return-Path: <nguoi.gui@ngoai.example>\r\nReceived: by mail-sandbox')).toBe(true);
    const parsed = await PostalMime.parse(message.source ?? '');
    expect(Buffer.from(parsed.attachments[0]?.content as ArrayBuffer)).toEqual(pdf);
    expect(await downloaded(client, '2')).toEqual(pdf);
  });

  it('goes to every recipient, hidden ones too', async () => {
    await mail.send({ to: clerk, bcc: [ministry, 'phong.vien@bao.example'], subject: 'Mời họp' });
    for (const user of [clerk, ministry, 'phong.vien@bao.example']) {
      const client = await mail.inbox(user);
      expect(await client.fetchOne('*', { envelope: true })).toMatchObject({ envelope: { subject: 'Mời họp' } });
    }
  });

  it('to an unknown address of our own domains is refused with 550', async () => {
    await expect(mail.send({ to: 'khong.co@mau.example' })).rejects.toMatchObject({ responseCode: 550 });
  });

  it('of 50 MB passes', async () => {
    const content = randomBytes(50 * 1024 * 1024);
    await mail.send({ subject: 'Hồ sơ lớn', attachments: [{ filename: 'ho-so.zip', content }] });
    const client = await mail.inbox();
    const message = await client.fetchOne('1', { source: true });
    const parsed = await PostalMime.parse(message ? (message.source ?? '') : '');
    expect(Buffer.from(parsed.attachments[0]?.content as ArrayBuffer).equals(content)).toBe(true);
    expect((await downloaded(client, '2')).equals(content)).toBe(true);
  }, 60_000);

  it('above the limit is refused, and none of it stays', async () => {
    await mail.stop();
    mail = await MailFixture.start({ maxMessageBytes: 100_000 });
    await expect(mail.send({ attachments: [{ filename: 'a.bin', content: randomBytes(200_000) }] })).rejects.toMatchObject({ responseCode: 552 });
    expect((await mail.inbox()).mailbox).toMatchObject({ exists: 0 });
  });

  it('with bare structure, 8-bit header and dots at line starts comes through unchanged', async () => {
    const raw = 'From: a@b.example\r\nSubject: Quyết định\r\n\r\n.dòng đầu\r\n..\r\n.\r\nhết\r\n';
    await mail.send({ raw, envelope: { from: 'a@b.example', to: [clerk] } });
    const client = await mail.inbox();
    const message = await client.fetchOne('1', { source: true, envelope: true });
    if (!message) throw new Error('no message came');
    expect(message.source?.toString().endsWith(raw)).toBe(true);
    expect(message.envelope?.subject).toBe('Quyết định');
  });
});

describe('login', () => {
  it.each([[clerk, 'sai'], ['khong.co@mau.example', password]])('is refused for %s with %s', async (user, pass) => {
    await expect(mail.imap(user, pass)).rejects.toThrow();
  });

  it('is checked by SMTP too', async () => {
    await expect(mail.send({}, { user: clerk, pass: 'sai' })).rejects.toMatchObject({ responseCode: 535 });
    await mail.send({ subject: 'Đã đăng nhập' }, { user: clerk, pass: password });
    expect((await mail.inbox()).mailbox).toMatchObject({ exists: 1 });
  });
});

describe('a restart', () => {
  it('keeps messages, uids, flags and uid validity, and never gives a uid twice', async () => {
    for (const subject of ['một', 'hai', 'ba']) await mail.send({ subject });
    const client = await mail.inbox();
    const validity = client.mailbox && client.mailbox.uidValidity;
    await client.messageFlagsAdd('2', ['\\Seen', 'DaXuLy']);
    await client.messageDelete('3');
    await mail.restart();
    await mail.send({ subject: 'bốn' });
    const again = await mail.inbox();
    const messages = await again.fetchAll('1:*', { uid: true, flags: true, envelope: true });
    expect(again.mailbox).toMatchObject({ uidValidity: validity, uidNext: 5 });
    expect(messages.map(({ uid, flags, envelope }) => ({ uid, flags: [...(flags ?? [])], subject: envelope?.subject }))).toEqual([
      { uid: 1, flags: [], subject: 'một' }, { uid: 2, flags: ['\\Seen', 'DaXuLy'], subject: 'hai' }, { uid: 4, flags: [], subject: 'bốn' },
    ]);
  });
});

describe('IMAP', () => {
  it('tells a waiting client of new mail, and of what another client changes', async () => {
    const waiting = await mail.inbox();
    await mail.send({ subject: 'đầu tiên' });
    const heard = new Promise((resolve) => waiting.once('exists', resolve));
    const idling = waiting.idle();
    await mail.send({ subject: 'mới' });
    expect(await heard).toMatchObject({ path: 'INBOX' });
    const flagged = new Promise((resolve) => waiting.once('flags', resolve));
    const removed = new Promise((resolve) => waiting.once('expunge', resolve));
    const other = await mail.inbox();
    await other.messageFlagsAdd('1', ['\\Flagged']);
    expect(await flagged).toMatchObject({ seq: 1 });
    await other.messageDelete('1');
    expect(await removed).toMatchObject({ seq: 1 });
    await waiting.noop();
    await idling;
    expect(waiting.mailbox).toMatchObject({ exists: 1 });
  });

  it('searches by uid, flags, headers in Vietnamese, text, dates and size', async () => {
    await mail.send({ subject: 'Thông báo nghỉ lễ', text: 'Nghỉ từ ngày 30' });
    await mail.send({ subject: 'Công văn xin ý kiến', text: 'Đề nghị góp ý dự thảo', messageId: '<x1@bo.mau.example>' });
    const client = await mail.inbox();
    await client.messageFlagsAdd('1', ['\\Seen']);
    const find = (query: Parameters<typeof client.search>[0]) => client.search(query, { uid: true });
    expect(await find({ all: true })).toEqual([1, 2]);
    expect(await find({ uid: '2:*' })).toEqual([2]);
    expect(await find({ seen: false })).toEqual([2]);
    expect(await find({ subject: 'xin ý kiến' })).toEqual([2]);
    expect(await find({ body: 'góp ý' })).toEqual([2]);
    expect(await find({ header: { 'message-id': '<x1@bo.mau.example>' } })).toEqual([2]);
    expect(await find({ or: [{ subject: 'nghỉ lễ' }, { uid: '2' }] })).toEqual([1, 2]);
    expect(await find({ not: { seen: true }, since: new Date(Date.now() - 86_400_000) })).toEqual([2]);
    expect(await find({ before: new Date('2020-01-01') })).toEqual([]);
    expect(await find({ larger: 1_000_000 })).toEqual([]);
  });

  it('lists folders with their use, makes new ones, moves, copies and appends with the uids given', async () => {
    await mail.send({ subject: 'chuyển' });
    const client = await mail.inbox();
    await client.mailboxCreate('Đã xử lý');
    const folders = await client.list();
    expect(folders.map(({ path, specialUse }) => [path, specialUse])).toEqual(expect.arrayContaining([
      ['INBOX', '\\Inbox'], ['Sent', '\\Sent'], ['Trash', '\\Trash'], ['Đã xử lý', undefined],
    ]));
    expect(await client.messageCopy('1', 'Archive')).toMatchObject({ uidMap: new Map([[1, 1]]) });
    expect(await client.messageMove('1', 'Đã xử lý')).toMatchObject({ uidMap: new Map([[1, 1]]) });
    expect(client.mailbox).toMatchObject({ exists: 0 });
    const when = new Date('2026-10-04T02:15:00Z');
    expect(await client.append('Sent', 'Subject: nháp\r\n\r\nnội dung\r\n', ['\\Seen'], when)).toMatchObject({ uid: 1 });
    expect(await client.status('Đã xử lý', { messages: true, unseen: true })).toMatchObject({ messages: 1, unseen: 1 });
    await client.mailboxOpen('Sent');
    expect(await client.fetchOne('1', { flags: true, internalDate: true })).toMatchObject({ flags: new Set(['\\Seen']), internalDate: when });
    expect(await client.mailboxRename('Đã xử lý', 'Xong')).toMatchObject({ newPath: 'Xong' });
    await client.mailboxDelete('Xong');
    expect((await client.list()).map(({ path }) => path)).not.toContain('Xong');
    await mail.restart();
    expect((await (await mail.imap()).list()).map(({ path }) => path)).not.toContain('Xong');
  });

  it('leaves a message unread when it is only looked at', async () => {
    await mail.send({ subject: 'chưa đọc' });
    const client = await mail.inbox();
    await client.fetchOne('1', { source: true, envelope: true, bodyParts: ['1', 'header'] });
    expect(await client.search({ seen: false })).toEqual([1]);
  });

  it('gives parts of forwarded messages and nested multiparts', async () => {
    const inner = 'From: x@y.example\r\nSubject: ben trong\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nmot\r\n--q\r\nContent-Type: application/pdf\r\n\r\nhai\r\n--q--\r\n';
    const raw = `Subject: chuyen tiep\r\nContent-Type: multipart/mixed; boundary="b b"\r\n\r\nthua\r\n--b b\r\nContent-Type: text/plain\r\n\r\nngoai\r\n--b b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b b--\r\n`;
    await mail.send({ raw, envelope: { from: 'a@b.example', to: [clerk] } });
    const client = await mail.inbox();
    const message = await client.fetchOne('1', { bodyStructure: true, bodyParts: ['1', '2.1', '2.2', '2.header', '2.2.mime'] });
    if (!message) throw new Error('no message came');
    const part = (name: string) => message.bodyParts?.get(name)?.toString();
    expect(part('1')).toBe('ngoai');
    expect(part('2.1')).toBe('mot');
    expect(part('2.2')).toBe('hai');
    expect(part('2.header')).toContain('Subject: ben trong');
    expect(part('2.2.mime')).toBe('Content-Type: application/pdf\r\n\r\n');
    expect(message.bodyStructure?.childNodes?.[1]).toMatchObject({ type: 'message/rfc822', envelope: { subject: 'ben trong' } });
  });
});
