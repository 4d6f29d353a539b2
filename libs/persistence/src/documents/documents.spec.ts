import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proposeMetadata, sampleData, viewerOf } from '@vanthu/documents';
import { documentDetailSchema, type Draft, type ReceivedDocument, type ReceivedStatus } from '@vanthu/model';
import { openDatabase, type Database } from '../data-source.js';
import { Organisation } from '../organisation/organisation.js';
import { testDatabases, testSurroundings } from '../testing/index.js';
import type { CheckedFile } from './document-files.js';
import { DocumentIntake } from './document-intake.js';
import { DocumentProgress } from './document-progress.js';
import { DocumentReader } from './document-reader.js';
import { Drafts } from './drafts.js';
import { RecipientLines } from './recipient-lines.js';
import { Trail } from './trail.js';

type Received = Omit<ReceivedDocument, 'files' | 'raw'>;

const letter: Received = {
  channel: 'axis',
  deduplicationKey: 'axis:1',
  agencyId: 'Z01.05',
  receivedAt: '2026-11-20T01:00:00Z',
  sender: { organId: 'Z02', name: 'Bộ Mẫu', email: null },
  subject: 'V/v tăng cường quản lý thiết bị dạy học',
  text: '',
  notation: '1792/BM-VP',
  documentDate: '2026-11-19',
  typeName: 'Công văn',
  urgency: 1,
  secrecy: 0,
  signer: { name: 'Nguyễn Đức Mẫu', title: 'Bộ trưởng' },
  dueDate: null,
  externalId: 'Z02,2026/11/19,1792/BM-VP',
  responseTo: [],
};
const pdf = (seed: string, role: CheckedFile['role'] = 'main'): CheckedFile => ({ name: `${seed}.pdf`, mediaType: 'application/pdf', size: 10, sha256: seed.padEnd(64, '0'), role });
const draft: Draft = {
  type: 'CV',
  subject: 'V/v trả lời về thiết bị',
  body: 'Kính gửi Bộ Mẫu,\nSở đã thực hiện.',
  urgency: 0,
  secrecy: 0,
  recipients: [
    { unitId: 'Z02', name: 'Bộ Mẫu', email: null, purpose: 'execute' },
    { unitId: 'Z01.05.13', name: 'Trường THPT Mẫu 2', email: null, purpose: 'inform' },
  ],
};
const author = { username: 'chuyenvien.gdtrh', name: 'Chuyên Viên Mẫu 02' };
const viewer = (username: string) => {
  const person = sampleData.persons.find((each) => each.username === username);
  if (!person) throw new Error(username);
  return viewerOf(person);
};

describe.each(testDatabases())('documents on $name', (databases) => {
  const surroundings = testSurroundings();
  let database: Database;
  let reader: DocumentReader;
  let intake: DocumentIntake;
  let drafts: Drafts;
  let progress: DocumentProgress;
  let lines: RecipientLines;
  let trail: Trail;
  let serial = 0;

  const accept = (changes: Partial<Received> = {}, files: readonly CheckedFile[] = []) =>
    intake.accept({ received: { ...letter, deduplicationKey: `axis:next-${++serial}`, notation: `${serial}/BM-VP`, externalId: `Z02,2026/11/19,${serial}/BM-VP`, ...changes }, files, proposals: null });
  const newDraft = async (changes: Partial<Draft> = {}) => drafts.newOutbound({ ...draft, ...changes, replyToId: null, agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: author });
  const acts = async (documentId: string) => (await trail.list(documentId)).map((entry) => entry.act);
  const report = (changes: Partial<ReceivedStatus>): ReceivedStatus => ({
    deduplicationKey: 'x', agencyId: 'Z01.05', fromOrganId: 'Z02', fromName: 'Bộ Mẫu', documentExternalId: null, notation: null, documentDate: null,
    code: '01', description: 'Đã đến', staff: '', at: '2026-11-20T03:00:00+07:00', ...changes,
  });

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    await new Organisation(database, surroundings).loadSample(sampleData);
    trail = new Trail(database, surroundings);
    reader = new DocumentReader(database);
    intake = new DocumentIntake(database, surroundings, trail);
    drafts = new Drafts(database, surroundings, trail);
    progress = new DocumentProgress(database, surroundings, trail);
    lines = new RecipientLines(database, surroundings, trail);
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await databases.stop();
  });

  describe('intake', () => {
    it('makes a document that fits the schema of the API', async () => {
      // when
      const { documentId, isNew } = await intake.accept({ received: letter, files: [{ ...pdf('aa'), text: 'toàn văn' }], proposals: null });
      // then
      expect(isNew).toBe(true);
      const document = await reader.get(documentId);
      expect(documentDetailSchema.parse(document)).toEqual(document);
      expect(document).toMatchObject({
        status: 'received', notation: '1792/BM-VP', counterpart: 'Bộ Mẫu', agencyName: 'Sở Giáo dục và Đào tạo tỉnh Mẫu', channel: 'axis', urgency: 1, arrivalDate: '2026-11-20',
        sender: { organId: 'Z02', name: 'Bộ Mẫu', email: null }, signer: { name: 'Nguyễn Đức Mẫu', title: 'Bộ trưởng' }, files: [{ role: 'main', version: 1 }],
      });
    });

    it('answers the same delivery with the same document, also when it comes many times at once', async () => {
      // when
      const received = { ...letter, deduplicationKey: 'axis:twice', notation: '2/BM', externalId: 'twice' };
      const answers = await Promise.all(Array.from({ length: 8 }, () => intake.accept({ received, files: [pdf('ab')], proposals: null })));
      // then
      expect(new Set(answers.map((each) => each.documentId)).size).toBe(1);
      expect(answers.filter((each) => each.isNew)).toHaveLength(1);
      expect((await reader.get(answers[0]?.documentId ?? '')).files).toHaveLength(1);
    });

    it('points at a possible duplicate, and keeps both', async () => {
      // given
      const first = await accept({ notation: '77/BM-VP' }, [pdf('c1')]);
      // when
      const second = await accept({ channel: 'mail', notation: 'Số: 77 /BM – VP', sender: { organId: null, name: 'BỘ MẪU', email: 'a@mau.example' } });
      const sameFile = await accept({ notation: null, documentDate: null }, [pdf('c1')]);
      // then
      expect(second).toMatchObject({ isNew: true, possibleDuplicateOf: first.documentId });
      expect(sameFile.possibleDuplicateOf).toBe(first.documentId);
      expect(await acts(second.documentId)).toContain('possibleDuplicate');
      expect((await reader.duplicates({ agencyId: 'Z01.05', sender: 'bộ mẫu', notation: '77/bm-vp', date: '2026-11-19', exceptId: second.documentId })).map((each) => each.id)).toEqual([first.documentId]);
    });

    it('keeps nothing of a secret document', async () => {
      // when
      const refusal = intake.accept({ received: { ...letter, deduplicationKey: 'axis:secret', subject: 'KẾ HOẠCH TUYỆT ĐỐI KÍN', secrecy: 1 }, files: [pdf('dd')], proposals: null });
      // then
      await expect(refusal).rejects.toMatchObject({ code: 'SECRET_REFUSED' });
      expect(await intake.find('axis:secret')).toEqual({ documentId: null, refusal: 'SECRET_REFUSED' });
      expect((await reader.list(null, { q: 'tuyet doi kin', limit: 10 })).items).toEqual([]);
      expect(JSON.stringify(await database.dataSource.query('SELECT * FROM intake'))).not.toContain('KÍN');
    });

    it('answers how a delivery was refused when it comes again', async () => {
      await intake.refuse({ deduplicationKey: 'mail:exe', agencyId: 'Z01.05', channel: 'mail', refusal: 'FILE_TYPE_REFUSED' });
      await expect(accept({ deduplicationKey: 'mail:exe' })).rejects.toMatchObject({ code: 'FILE_TYPE_REFUSED' });
    });
  });

  describe('search and lists', () => {
    let device: string;
    let person: string;

    beforeAll(async () => {
      device = (await accept({ subject: 'V/v thiết bị thí nghiệm lớp 10', sender: { organId: null, name: 'Công ty Thể Thao', email: null } }, [{ ...pdf('e1'), text: 'kính hiển vi quang học' }])).documentId;
      person = (await accept({ subject: 'Về việc nghỉ phép', signer: { name: 'Nguyễn Đức Ỷ', title: '' } })).documentId;
    });

    it.each([
      ['thiet bi thi nghiem', 'device'], ['thiết bị thí nghiệm', 'device'], ['THIẾT BỊ THÍ NGHI', 'device'], ['kính hiển vi', 'device'], ['kinh hien vi', 'device'], ['the thao', 'device'],
      ['nguyen duc y', 'person'], ['Nguyễn Đức Ỷ', 'person'], ['ve viec nghi phep', 'person'],
    ])('finds "%s"', async (q, which) => {
      expect((await reader.list(null, { q, limit: 10 })).items.map((each) => each.id)).toEqual([which === 'device' ? device : person]);
    });

    it.each(['khôngcó', 'thiet bi nghi phep', '"', '+-*()', '%', "' OR 1=1 --", 'x'.repeat(200)])('finds nothing for "%s"', async (q) => {
      expect((await reader.list(null, { q, limit: 10 })).items).toEqual([]);
    });

    it('pages by key without gap or repetition', async () => {
      // given
      const all = (await reader.list(null, { limit: 100 })).items.map((each) => each.id);
      const paged: string[] = [];
      // when
      for (let cursor: string | undefined; ; ) {
        const page = await reader.list(null, { limit: 3, ...(cursor && { cursor }) });
        paged.push(...page.items.map((each) => each.id));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      // then
      expect(paged).toEqual(all);
      expect(all).toEqual([...all].sort().reverse());
    });

    it('shows each person what the office or the unit takes part in', async () => {
      // given
      const all = (who: string) => reader.list(viewer(who), { limit: 100 }).then((page) => page.items.map((each) => each.id));
      // then
      expect(await all('vanthu.sgddt')).toContain(device);
      expect(await all('giamdoc.sgddt')).toContain(device);
      for (const stranger of ['chuyenvien.gdtrh', 'quantri.sgddt', 'vanthu.bomau']) expect(await all(stranger)).not.toContain(device);
      // when
      await progress.recordDirective(device, { text: 'Tham mưu trả lời', leadUnitId: 'Z01.05-GDTrH', coordinatingUnitIds: ['Z01.05-KHTC'], informedUnitIds: [], workingDays: 5, by: 'Lãnh Đạo Mẫu 01' }, '2026-11-27');
      // then
      for (const involved of ['chuyenvien.gdtrh', 'truongphong.khtc']) expect(await all(involved)).toContain(device);
      expect(await reader.canSee(viewer('truongphong.tccb'), device)).toBe(false);
      expect(await reader.get(device)).toMatchObject({ dueDate: '2026-11-27', directive: { leadUnitId: 'Z01.05-GDTrH', by: 'Lãnh Đạo Mẫu 01' } });
      expect((await trail.list(device)).at(-1)?.text.vi).toBe('Cho ý kiến chỉ đạo: Phòng Giáo dục Trung học chủ trì; Phòng Kế hoạch – Tài chính phối hợp; hạn xử lý 27/11/2026');
    });

    it('finds a letter by the subject line of its mail, though the letter has its own', async () => {
      // given
      const proposals = proposeMetadata('Số: 31/BM-VP\nV/v tuyển sinh lớp đầu cấp\nKính gửi: Sở Giáo dục và Đào tạo', { subject: 'Chuyển tiếp hồ sơ khẩn', senderName: 'Bộ Mẫu' });
      // when
      const { documentId } = await intake.accept({ received: { ...letter, channel: 'mail', deduplicationKey: 'mail:own-subject', subject: 'Chuyển tiếp hồ sơ khẩn', notation: null }, files: [], proposals });
      // then
      expect((await reader.get(documentId)).subject).toBe('V/v tuyển sinh lớp đầu cấp');
      expect((await reader.list(null, { q: 'chuyen tiep ho so khan', limit: 5 })).items).toMatchObject([{ id: documentId }]);
    });

    it('finds a corrected document by its new facts', async () => {
      // when
      await progress.correct(person, { subject: 'Giấy mời họp giao ban', notation: '05/GM-BM', typeName: 'Giấy mời' });
      // then
      expect((await reader.list(null, { q: 'giay moi giao ban', limit: 5 })).items).toMatchObject([{ id: person, type: 'GM', notation: '05/GM-BM' }]);
      expect((await reader.list(null, { q: 'nghỉ phép', limit: 5 })).items).toEqual([]);
    });
  });

  describe('drafts and approval', () => {
    it('links a reply both ways', async () => {
      // given
      const { documentId } = await accept();
      // when
      const reply = await drafts.newOutbound({ agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: author, replyToId: documentId, onceKey: 'job:1' });
      const again = await drafts.newOutbound({ agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: author, replyToId: documentId, onceKey: 'job:1' });
      // then
      expect(again).toBe(reply);
      expect((await reader.get(reply)).links).toMatchObject([{ relation: 'replyTo', documentId }]);
      expect((await reader.get(documentId)).links).toMatchObject([{ relation: 'repliedBy', documentId: reply }]);
    });

    it('refuses a secret draft and keeps the one before', async () => {
      const id = await newDraft();
      await expect(drafts.save(id, { ...draft, secrecy: 1, body: 'x' }, author)).rejects.toMatchObject({ code: 'SECRET_REFUSED' });
      await expect(newDraft({ secrecy: 2 })).rejects.toMatchObject({ code: 'SECRET_REFUSED' });
      expect((await reader.get(id)).body).toBe(draft.body);
    });

    it('takes an approval back after any edit, and only then', async () => {
      // given
      const id = await newDraft();
      const seen = await progress.contentSha256(id);
      await progress.recordApproval(id, { by: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc', contentSha256: seen });
      // then
      expect(await progress.approvalMatches(id)).toBe(true);
      expect(await reader.get(id)).toMatchObject({ approval: { by: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc', contentSha256: seen }, signer: { name: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc' } });
      // when a signed edition is added, the approval stays
      await drafts.addFile(id, pdf('51', 'signed'));
      expect(await progress.approvalMatches(id)).toBe(true);
      // when the text is edited, it is void
      await drafts.save(id, { ...draft, body: `${draft.body} Thêm.` }, author);
      expect(await progress.approvalMatches(id)).toBe(false);
      expect((await reader.get(id)).approval).toBeNull();
      expect(await acts(id)).toContain('voidApproval');
      await expect(progress.recordApproval(id, { by: 'x', title: 'y', contentSha256: seen })).rejects.toMatchObject({ code: 'APPROVAL_VOID' });
    });

    it.each([
      ['an attachment', (id: string) => drafts.addFile(id, pdf('a7', 'attachment'), author)],
      ['a recipient', (id: string) => drafts.replaceRecipients(id, draft.recipients.slice(0, 1), author)],
    ])('takes an approval back after a change of %s', async (_, change) => {
      const id = await newDraft();
      await progress.recordApproval(id, { by: 'x', title: 'y' });
      await change(id);
      expect(await progress.approvalMatches(id)).toBe(false);
    });

    it('keeps the lines that stay', async () => {
      // given
      const id = await newDraft();
      const before = await reader.recipients(id);
      // when
      await drafts.save(id, { ...draft, recipients: [...draft.recipients].reverse() }, author);
      // then
      expect(before.map((line) => [line.organId, line.email])).toEqual([['Z02', 'vanthu.bomau@mau.example'], ['Z01.05.13', 'vanthu.thptmau2@mau.example']]);
      expect((await reader.recipients(id)).map((line) => line.id)).toEqual(before.map((line) => line.id).reverse());
    });

    it('locks the draft once submitted, and tells a second editor', async () => {
      const id = await newDraft();
      await drafts.save(id, draft, author, 1);
      await expect(drafts.save(id, draft, author, 1)).rejects.toMatchObject({ code: 'CONFLICT_RETRY' });
      await progress.setStatus(id, 'submitted');
      await expect(drafts.save(id, draft, author)).rejects.toMatchObject({ code: 'DRAFT_LOCKED' });
      await expect(drafts.addFile(id, pdf('b8', 'attachment'))).rejects.toMatchObject({ code: 'DRAFT_LOCKED' });
      expect((await reader.get(id)).files).toEqual([]);
    });

    it('moves only in the order of the law', async () => {
      const id = await newDraft();
      await expect(progress.setStatus(id, 'issued')).rejects.toMatchObject({ code: 'CONFLICT_RETRY' });
      expect(await progress.setStatus(id, 'submitted')).toBe(true);
      expect(await progress.setStatus(id, 'submitted')).toBe(false);
    });
  });

  describe('recipient lines', () => {
    it('keep channel, delivery and every status, each report once', async () => {
      // given
      const id = await newDraft();
      await database.dataSource.query('UPDATE document SET external_id = ?, notation = ? WHERE id = ?', ['Z01.05,2026/11/20,9/SGDĐT', '9/SGDĐT', id]);
      const [line] = await reader.recipients(id);
      if (!line) throw new Error('no line');
      await lines.recordChannel(line.id, { channels: ['axis', 'mail'], rule: 'QĐ 28/2018/QĐ-TTg', noPaper: true });
      // when
      await lines.recordDelivery(line.id, { delivery: 'sent', channel: 'axis' });
      await lines.recordDelivery(line.id, { delivery: 'sent', channel: 'axis' });
      const known = { documentExternalId: 'Z01.05,2026/11/20,9/SGDĐT' };
      const answers = [
        await lines.recordStatus(report({ ...known, code: '03', description: 'Vào sổ', at: '2026-11-20T04:00:00+07:00' })),
        await lines.recordStatus(report(known)),
        await lines.recordStatus(report(known)),
        await lines.recordStatus(report({ notation: '9/SGDĐT', code: '99', description: 'mã lạ', at: '2026-11-20T05:00:00+07:00' })),
        await lines.recordStatus(report({ ...known, code: '06', at: '2026-11-20T06:00:00+07:00' })),
      ];
      // then
      expect(answers.map((each) => each?.isNew)).toEqual([true, true, false, true, true]);
      expect(await lines.find(line.id)).toMatchObject({ documentId: id, channels: ['axis', 'mail'], policyRule: 'QĐ 28/2018/QĐ-TTg', noPaper: true, delivery: 'done' });
      expect((await reader.recipients(id))[0]?.statuses.map((each) => each.code)).toEqual(['01', '03', '99', '06']);
      expect((await acts(id)).filter((act) => act === 'deliver')).toHaveLength(1);
    });

    it.each([
      ['a refusal older than the acceptance, arriving late', [['03', 4], ['02', 3]], 'sent', [true, false]],
      ['a receipt older than the refusal, arriving late', [['02', 4], ['01', 3]], 'failed', [true, false]],
      ['an acceptance after a refusal', [['02', 3], ['03', 4]], 'sent', [true, true]],
      ['a recall that leaves it where it is', [['06', 3], ['16', 4], ['02', 5]], 'done', [true, false, false]],
    ] as const)('come to the same in any order: %s', async (_, reports, delivery, current) => {
      // given
      const id = await newDraft();
      const [line] = await reader.recipients(id);
      await database.dataSource.query('UPDATE document SET external_id = ? WHERE id = ?', [`Z01.05,${id}`, id]);
      const isCurrent: (boolean | undefined)[] = [];
      // when
      for (const [code, hour] of reports) isCurrent.push((await lines.recordStatus(report({ documentExternalId: `Z01.05,${id}`, code, at: `2026-11-20T0${hour}:00:00+07:00` })))?.isCurrent);
      await lines.recordDelivery(line?.id ?? '', { delivery: 'sent', channel: 'axis' });
      // then
      expect(isCurrent).toEqual(current);
      expect((await reader.recipients(id))[0]?.delivery).toBe(delivery);
      expect((await acts(id)).filter((act) => act === 'deliver')).toHaveLength(1);
    });

    it('know no line for a stranger', async () => {
      expect(await lines.recordStatus(report({ documentExternalId: 'nichts', notation: 'none' }))).toBeNull();
    });

    it('put a request to take back on the document received', async () => {
      const { documentId } = await accept({ externalId: 'Z02,recall' });
      const recall = report({ documentExternalId: 'Z02,recall', code: '13', description: 'gửi nhầm' });
      expect(await lines.recordStatus(recall)).toEqual({ documentId, lineId: null, isNew: true, isCurrent: true });
      expect(await lines.recordStatus(recall)).toEqual({ documentId, lineId: null, isNew: false, isCurrent: true });
    });
  });

  it('leaves a report and an archive mark once', async () => {
    // given
    const { documentId } = await accept();
    const verification = { overall: 'unsigned' as const, signatures: [], notes: [], checkedAt: '2026-11-20T03:00:00+07:00' };
    // when
    for (let time = 0; time < 2; time++) {
      await progress.saveVerification(documentId, verification);
      await progress.recordArchive(documentId, 'archive/2026/1');
      await progress.setProcessInstance(documentId, '2251799813685249001');
    }
    // then
    expect(await reader.get(documentId)).toMatchObject({ verification, isArchived: true, processInstanceKey: '2251799813685249001' });
    expect(await acts(documentId)).toEqual(['receive', 'verify', 'archive']);
    expect((await reader.list(null, { archived: true, limit: 10 })).items.map((each) => each.id)).toEqual([documentId]);
  });
});
