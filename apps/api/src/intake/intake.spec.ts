import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DocumentDetail, DocumentSummary, Page, Problem, ReceivedDocument, TrailEntry } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { complete, handIn, taskOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

let letters = 0;

function letter(facts: Partial<ReceivedDocument> = {}): ReceivedDocument {
  letters += 1;
  const content = Buffer.from(`Nội dung thư ${letters}`);
  return {
    channel: 'mail', deduplicationKey: `<${letters}@mau.example>`, agencyId: 'Z01.05', receivedAt: '2026-11-20T02:00:00.000Z',
    sender: { organId: null, name: 'Cục Mẫu', email: 'vanthu.cucmau@mau.example' }, subject: `Thư số ${letters}`, text: 'Kính gửi quý cơ quan.', notation: null, documentDate: null, typeName: null,
    urgency: 0, secrecy: 0, signer: null, dueDate: null, externalId: null, responseTo: [],
    files: [{ name: 'thu.txt', claimedType: 'text/plain', content }],
    raw: { name: 'thu.eml', claimedType: 'message/rfc822', content: Buffer.from(`raw ${letters}`) },
    ...facts,
  };
}

describe('the intake', () => {
  let server: TestServer;
  let clerk: HttpClient;

  beforeAll(async () => {
    server = await startTestServer();
    clerk = await server.as('vanthu.sgddt');
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  const storedFiles = async () => (await readdir(path.join(server.dataDir, 'files'), { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).length;
  const documentsWith = async (subject: string) => (await clerk.read<Page<DocumentSummary>>(`/api/documents?limit=100&q=${encodeURIComponent(subject)}`)).items.filter((each) => each.subject === subject);
  const tasksOf = async (documentId: string) => {
    await taskOf(clerk, 'receive', documentId);
    const { items } = await clerk.read<Page<{ document: { id: string } }>>('/api/tasks?limit=100');
    return items.filter((each) => each.document.id === documentId).length;
  };

  it('lets a delivery in once, also when it comes several times at once', async () => {
    // given
    const received = letter();
    // when
    const receipts = [...(await Promise.all([1, 2, 3].map(() => server.parts.door.receiveDocument(received)))), await server.parts.door.receiveDocument(received)];
    // then
    expect(receipts.filter((each) => each === 'accepted')).toHaveLength(1);
    expect(receipts.filter((each) => each === 'duplicate')).toHaveLength(3);
    const [document, ...more] = await documentsWith(received.subject);
    expect(more).toEqual([]);
    expect(await tasksOf(document?.id ?? '')).toBe(1);
    const { files } = await clerk.read<DocumentDetail>(`/api/documents/${document?.id}`);
    expect(files.map((each) => [each.role, each.name])).toEqual([['main', 'thu.txt'], ['original', 'thu.eml']]);
  });

  it('starts the process when the delivery comes again after a crash in between', async () => {
    // given
    const received = letter();
    jest.spyOn(server.parts.runner, 'publishMessage').mockRejectedValueOnce(new Error('killed'));
    await expect(server.parts.door.receiveDocument(received)).rejects.toThrow('killed');
    const [document] = await documentsWith(received.subject);
    // when
    const receipt = await server.parts.door.receiveDocument(received);
    // then
    expect(receipt).toBe('duplicate');
    expect(await tasksOf(document?.id ?? '')).toBe(1);
  });

  it('starts at the next start what a crash left without its process, paper and drafts too', async () => {
    // given
    jest.spyOn(server.parts.runner, 'publishMessage').mockRejectedValueOnce(new Error('killed'));
    const subject = 'Về việc máy chủ bị ngắt';
    await expect(handIn(clerk, { subject })).rejects.toThrow('INTERNAL');
    jest.spyOn(server.parts.runner, 'startInstance').mockRejectedValueOnce(new Error('killed'));
    const drafter = await server.as('chuyenvien.khtc');
    expect((await drafter.post('/api/documents', { subject: 'V/v dự thảo dở' })).status).toBe(500);
    const [paper] = await documentsWith(subject);
    const [draft] = await documentsWith('V/v dự thảo dở');
    // when
    const young = await server.parts.cases.startUnattended(Date.now());
    const old = await server.parts.cases.startUnattended(Date.now() + 120_000);
    // then
    expect([young, old]).toEqual([0, 2]);
    expect(await tasksOf(paper?.id ?? '')).toBe(1);
    await taskOf(drafter, 'draft', draft?.id ?? '');
    expect(await server.parts.cases.startUnattended(Date.now() + 120_000)).toBe(0);
  });

  describe('what is secret', () => {
    it.each<[string, Partial<ReceivedDocument>]>([
      ['declared by the channel', { secrecy: 2 }],
      ['stamped in the message', { text: 'TỐI MẬT\n\nKính gửi' }],
      ['marked in the subject', { subject: '[MẬT] Kế hoạch' }],
      ['stamped in a second file', { files: [{ name: 'a.txt', claimedType: 'text/plain', content: Buffer.from('Dòng thường. '.repeat(40_000)) }, { name: 'b.txt', claimedType: 'text/plain', content: Buffer.from('SỞ MẪU\n\nMẬT\n\nKế hoạch') }] }],
      ['stamped in text of another encoding', { files: [{ name: 'a.txt', claimedType: 'text/plain', content: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('SỞ MẪU\n\nMẬT\n\nKế hoạch', 'utf16le')]) }] }],
    ])('%s is turned away before anything of it is written', async (_, facts) => {
      // given
      const received = letter(facts);
      const before = [await storedFiles(), await refusals()];
      // when
      const receipts = [await server.parts.door.receiveDocument(received), await server.parts.door.receiveDocument(received)];
      // then
      expect(receipts).toEqual(Array(2).fill({ refused: expect.stringContaining('Văn bản mật') }));
      expect([await storedFiles(), await refusals()]).toEqual([before[0], Number(before[1]) + 1]);
      expect(await documentsWith(received.subject)).toEqual([]);
    });

    it('is noted for the own agency alone, without a word of it', async () => {
      const { items } = await clerk.read<Page<object>>('/api/intake/refusals?limit=100');
      expect(items.every((each) => Object.keys(each).sort().join() === 'channel,receivedAt,refusal')).toBe(true);
      expect((await (await server.as('vanthu.bomau')).read<Page<object>>('/api/intake/refusals')).items).toEqual([]);
    });

    const refusals = async () => (await clerk.read<Page<object>>('/api/intake/refusals?limit=100')).items.length;
  });

  it('leaves out a file that is not what it says, and notes it in the language of the reader', async () => {
    // given
    const received = letter({
      files: [{ name: 'trojan.pdf', claimedType: 'application/pdf', content: Buffer.from('MZ\x90\x00') }, { name: 'that.txt', claimedType: 'text/plain', content: Buffer.from('thật') }],
      notes: ['Thư có tệp winmail.dat không đọc được.'],
    });
    // when
    await server.parts.door.receiveDocument(received);
    // then
    const [document] = await documentsWith(received.subject);
    const { files } = await clerk.read<DocumentDetail>(`/api/documents/${document?.id}`);
    expect(files.map((each) => each.name)).toEqual(['that.txt', 'thu.eml']);
    const trail = await clerk.read<TrailEntry[]>(`/api/documents/${document?.id}/trail`);
    expect(trail.find((each) => each.act === 'fileRefused')?.text).toMatchObject({ vi: expect.stringContaining('chương trình Windows'), en: expect.stringContaining('a Windows program') });
    expect(trail.find((each) => each.act === 'receiveNote')?.note).toBe('Thư có tệp winmail.dat không đọc được.');
  });

  it('says so when the store is full, and takes the delivery later', async () => {
    // given
    const received = letter();
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    jest.spyOn(server.parts.files, 'save').mockRejectedValueOnce(full);
    await expect(server.parts.door.receiveDocument(received)).rejects.toBe(full);
    // then
    expect(await server.parts.door.receiveDocument(received)).toBe('accepted');
  });

  it('knows no status of a document that is not here', async () => {
    const status = { deduplicationKey: 's1', agencyId: 'Z01.05', fromOrganId: 'Z01.07', fromName: 'Sở KHCN', documentExternalId: 'nowhere', notation: null, documentDate: null, code: '06', description: '', staff: '', at: '2026-11-20T02:00:00.000Z' };
    expect(await server.parts.door.receiveStatus(status)).toBe('unknownDocument');
  });

  it('counts a paper that cannot be kept as not handed in', async () => {
    const { status, body } = await clerk.send<Problem>('POST', '/api/documents/inbound', { json: { sender: 'x' } });
    expect([status, body.code]).toEqual([400, 'INPUT_INVALID']);
  });

  it('forgets all of a document that the clerk knows to be secret, but that it came', async () => {
    // given
    const before = await storedFiles();
    const words = 'kếhoạchphòngthủ';
    const received = letter({ subject: `V/v ${words}`, text: `Nội dung ${words}`, notation: '9/BCH', externalId: 'Z09,9/BCH', raw: { name: 'mat.eml', claimedType: 'message/rfc822', content: Buffer.from(words) } });
    await server.parts.door.receiveDocument(received);
    const shared = letter({ files: received.files });
    await server.parts.door.receiveDocument(shared);
    const [document] = await documentsWith(received.subject);
    const id = document?.id ?? '';
    // when
    await complete(clerk, 'receive', id, 'refuseSecret', { registration: { subject: words, secrecy: '1' } });
    const erased = await until('the erasure', async () => {
      const found = await clerk.read<DocumentDetail>(`/api/documents/${id}`);
      return found.files.length === 0 && found;
    });
    // then
    expect(erased).toMatchObject({ status: 'refused', subject: '', notation: '', body: '', verification: null, counterpart: 'Cục Mẫu' });
    expect(await storedFiles()).toBe(before + 2); // what the other letter has stays
    expect((await clerk.read<Page<DocumentSummary>>(`/api/documents?limit=10&q=${words}`)).items).toEqual([]);
    const [{ told }] = (await server.parts.database.dataSource.query('SELECT COUNT(*) AS told FROM history_event WHERE data LIKE ?', [`%${words}%`])) as [{ told: number }];
    expect(Number(told)).toBe(0);
    expect((await clerk.read<TrailEntry[]>(`/api/documents/${id}/trail`)).at(-1)).toMatchObject({ act: 'eraseSecret', who: expect.stringMatching(/./) });
    expect(await server.parts.door.receiveDocument(received)).toEqual({ refused: expect.stringContaining('mật') });
    expect((await clerk.read<Page<{ refusal: string }>>('/api/intake/refusals?limit=5')).items[0]).toMatchObject({ refusal: 'SECRET_REFUSED' });
  });
});
