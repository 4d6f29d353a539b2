import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrivalRegister, sampleData } from '@vanthu/documents';
import { registerEntrySchema } from '@vanthu/model';
import { AuditLog } from '../audit/audit-log.js';
import { openDatabase, type Database } from '../data-source.js';
import { DocumentIntake } from '../documents/document-intake.js';
import { DocumentProgress } from '../documents/document-progress.js';
import { DocumentReader } from '../documents/document-reader.js';
import { Drafts } from '../documents/drafts.js';
import { Trail } from '../documents/trail.js';
import { Organisation } from '../organisation/organisation.js';
import { testDatabases, testSurroundings } from '../testing/index.js';
import { RegisterPages } from './register-pages.js';
import { Registers } from './registers.js';

const by = { username: 'vanthu.sgddt', name: 'Văn Thư Mẫu 01' };

describe.each(testDatabases())('registers on $name', (databases) => {
  const surroundings = testSurroundings();
  let database: Database;
  let registers: Registers;
  let strict: Registers;
  let pages: RegisterPages;
  let intake: DocumentIntake;
  let drafts: Drafts;
  let progress: DocumentProgress;
  let reader: DocumentReader;
  let audit: AuditLog;
  let serial = 0;

  const received = async () => {
    const key = `t:${++serial}`;
    const sender = { organId: 'Z02', name: 'Bộ Mẫu', email: null };
    const facts = { channel: 'axis' as const, agencyId: 'Z01.05', receivedAt: '2026-11-20T01:00:00Z', subject: `V/v việc ${key}`, text: '', notation: `${serial}/BM-VP`, documentDate: '2026-11-19' };
    const rest = { typeName: 'Công văn', urgency: 0 as const, secrecy: 0 as const, signer: null, dueDate: null, externalId: key, responseTo: [] };
    return (await intake.accept({ received: { deduplicationKey: key, sender, ...facts, ...rest }, files: [], proposals: null })).documentId;
  };
  const signed = async (unitId = 'Z01.05-VP', type: 'CV' | 'QĐ' = 'CV') => {
    const recipients = [{ unitId: 'Z02', name: 'Bộ Mẫu', email: null, purpose: 'execute' as const }];
    const id = await drafts.newOutbound({ agencyId: 'Z01.05', unitId, drafter: by, type, subject: 'V/v trả lời', body: 'Nội dung', recipients, replyToId: null });
    for (const status of ['submitted', 'signed'] as const) await progress.setStatus(id, status);
    return id;
  };

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    const trail = new Trail(database, surroundings);
    audit = new AuditLog(database, surroundings);
    await new Organisation(database, surroundings).loadSample(sampleData);
    [intake, drafts, progress, reader] = [new DocumentIntake(database, surroundings, trail), new Drafts(database, surroundings, trail), new DocumentProgress(database, surroundings, trail), new DocumentReader(database)];
    registers = new Registers(database, surroundings, trail, audit);
    strict = new Registers(database, surroundings, trail, audit, { opensYearOnFirstUse: false, outboundSeries: 'perType' });
    pages = new RegisterPages(database);
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await databases.stop();
  });

  it('gives fifty clerks at one moment fifty consecutive numbers', async () => {
    // given
    const ids = [];
    for (let each = 0; each < 50; each++) ids.push(await received());
    // when
    const numbers = await Promise.all(ids.map((documentId) => registers.allocateArrivalNumber({ documentId, by })));
    // then
    expect(numbers.map((each) => each.number).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect((await registers.list(['Z01.05'])).find((book) => book.direction === 'inbound')).toMatchObject({ year: 2026, nextNumber: 51 });
  }, 60_000);

  it('answers the same number again, also asked many times at once and in another year', async () => {
    // given
    const documentId = await received();
    // when
    const answers = await Promise.all(Array.from({ length: 5 }, () => registers.allocateArrivalNumber({ documentId, by })));
    const later = await registers.allocateArrivalNumber({ documentId, by, date: '2027-01-02' });
    // then
    expect(new Set(answers.map((each) => each.number)).size).toBe(1);
    expect(answers.filter((each) => each.isNew)).toHaveLength(1);
    expect(later).toEqual({ ...answers[0], isNew: false });
    expect(await reader.get(documentId)).toMatchObject({ status: 'registered', arrivalNumber: answers[0]?.number, registerName: 'Sổ đăng ký văn bản đến' });
  });

  it('numbers signed documents as the decree writes them', async () => {
    // when
    const letter = await registers.allocateIssueNumber({ documentId: await signed(), by, date: '2026-11-20' });
    const decisionId = await signed('Z01.05-TCCB', 'QĐ');
    const decision = await registers.allocateIssueNumber({ documentId: decisionId, by, date: '2026-11-20' });
    // then
    expect(letter).toMatchObject({ number: 1, notation: '01/SGDĐT-VP', codeNumber: '01', codeNotation: 'SGDĐT-VP', externalId: 'Z01.05,2026/11/20,01/SGDĐT-VP' });
    expect(decision).toMatchObject({ number: 2, notation: '02/QĐ-SGDĐT' });
    expect(await reader.get(decisionId)).toMatchObject({ status: 'numbered', issueNumber: 2, issueDate: '2026-11-20', documentDate: '2026-11-20', notation: '02/QĐ-SGDĐT' });
    expect((await reader.list(null, { q: '02/qd-sgddt', limit: 5 })).items).toMatchObject([{ id: decisionId }]);
  });

  it('gives no number before the signature, and none to what was refused', async () => {
    // given
    const draft = await drafts.newOutbound({ agencyId: 'Z01.05', unitId: 'Z01.05-VP', drafter: by, replyToId: null });
    const refused = await received();
    await progress.setStatus(refused, 'refused');
    // then
    await expect(registers.allocateIssueNumber({ documentId: draft, by })).rejects.toMatchObject({ code: 'CONFLICT_RETRY' });
    await expect(registers.allocateArrivalNumber({ documentId: refused, by })).rejects.toMatchObject({ code: 'CONFLICT_RETRY' });
    await expect(registers.allocateArrivalNumber({ documentId: '1', by })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves no gap when the allocation breaks off midway', async () => {
    // given
    const documentId = await received();
    const before = (await registers.list(['Z01.05'])).find((book) => book.direction === 'inbound')?.nextNumber;
    let calls = 0;
    const breaking = { now: surroundings.now, nextKey: () => (++calls === 2 ? fail() : surroundings.nextKey()) };
    const fail = (): never => {
      throw new Error('power cut');
    };
    // when
    await expect(new Registers(database, breaking, new Trail(database, breaking), audit).allocateArrivalNumber({ documentId, by })).rejects.toThrow('power cut');
    // then
    expect(await reader.get(documentId)).toMatchObject({ status: 'received', arrivalNumber: null });
    expect(await registers.allocateArrivalNumber({ documentId, by })).toMatchObject({ number: before, isNew: true });
  });

  it('begins at one in the new year of Vietnam', async () => {
    // given
    const [before, after] = [await signed(), await signed()];
    // when
    surroundings.setTime(Date.parse('2026-12-31T16:59:59Z'));
    const last = await registers.allocateIssueNumber({ documentId: before, by });
    surroundings.setTime(Date.parse('2026-12-31T17:00:00Z'));
    const first = await registers.allocateIssueNumber({ documentId: after, by });
    // then
    expect(last).toMatchObject({ date: '2026-12-31', number: 3 });
    expect(first).toMatchObject({ date: '2027-01-01', number: 1, notation: '01/SGDĐT-VP' });
  });

  it('opens and closes a year only when told, where so configured', async () => {
    // given
    const documentId = await received();
    const refusal = strict.allocateArrivalNumber({ documentId, by, date: '2028-02-01' });
    await expect(refusal).rejects.toMatchObject({ code: 'REGISTER_CLOSED', facts: { year: 2028 } });
    // when
    const key = arrivalRegister('Z01.05', Date.parse('2028-02-01T00:00:00Z'));
    expect(await strict.open(key, 'vanthu.sgddt')).toBe(true);
    expect(await strict.open(key, 'vanthu.sgddt')).toBe(false);
    // then
    expect(await strict.allocateArrivalNumber({ documentId, by, date: '2028-02-01' })).toMatchObject({ number: 1 });
    // when
    const book = (await strict.list(['Z01.05'])).find((each) => each.year === 2028);
    await strict.close(book?.id ?? '', 'vanthu.sgddt');
    // then
    await expect(strict.allocateArrivalNumber({ documentId: await received(), by, date: '2028-02-01' })).rejects.toMatchObject({ code: 'REGISTER_CLOSED' });
  });

  it('keeps a series per kind where so configured', async () => {
    // given
    const names = ['Sổ đăng ký văn bản đi – DA', 'Sổ đăng ký văn bản đi – ĐA'];
    // then
    for (const name of names) expect(await strict.open({ agencyId: 'Z01.05', direction: 'outbound', name, year: 2026 }, 'x')).toBe(true);
  });

  it('shows the ten columns, page by page', async () => {
    // given
    const book = (await registers.list(['Z01.05'])).find((each) => each.direction === 'outbound' && each.year === 2026 && each.nextNumber > 1);
    if (!book) throw new Error('no register');
    // when
    const first = await pages.entries(book.id, { limit: 2 });
    const second = await pages.entries(book.id, { limit: 2, cursor: first.nextCursor ?? '' });
    const newest = await pages.entries(book.id, { limit: 1, order: 'desc' });
    // then
    for (const entry of [...first.items, ...second.items]) expect(registerEntrySchema.parse(entry)).toEqual(entry);
    expect(first.items[0]).toMatchObject({ number: 1, date: '2026-11-20', notation: '01/SGDĐT-VP', typeAndSubject: 'Công văn V/v trả lời', recipients: 'Bộ Mẫu', keeper: 'VT, VP', copies: 1 });
    expect([...first.items, ...second.items].map((each) => each.number)).toEqual([1, 2, 3]);
    expect(second.nextCursor).toBeNull();
    expect(newest.items.map((each) => each.number)).toEqual([3]);
  });

  it('leaves an intact audit chain, and shows where it was touched', async () => {
    // given
    expect(await audit.verify()).toMatchObject({ isIntact: true, entries: expect.any(Number) });
    // when
    await database.dataSource.query("UPDATE audit_entry SET facts = REPLACE(facts, '\"number\":7', '\"number\":8') WHERE sequence = 8");
    // then
    expect(await audit.verify()).toMatchObject({ isIntact: false, brokenAt: '8', reason: 'changed' });
    // when
    await database.dataSource.query('DELETE FROM audit_entry WHERE sequence = 8');
    // then
    expect(await audit.verify()).toMatchObject({ isIntact: false, brokenAt: '9', reason: 'missing' });
    // when
    await database.dataSource.query('DELETE FROM audit_entry WHERE sequence > 7');
    // then
    expect(await audit.verify()).toMatchObject({ isIntact: false, reason: 'end' });
  });
});
