import type { DocumentDetail } from '@vanthu/model';
import { until, type Person } from '../../../tools/demo/client.mjs';
import { completeTask, findTask, signTask } from '../../../tools/demo/office.mjs';
import { databases, type TestDatabase } from './databases.js';
import { Office, refusalOf } from './office.js';

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());

describe.each(databases)('two people at the same moment on %s', (_, startDatabase: () => Promise<TestDatabase>) => {
  let database: TestDatabase;
  let office: Office;
  let clerks: readonly [Person, Person];

  beforeAll(async () => {
    database = await startDatabase();
    office = await Office.open(database.environment);
    clerks = [office.person('vanthu.sgddt'), office.person('vanthu2.sgddt')];
    await Promise.all(clerks.map((each) => each.session()));
  }, 120_000);

  afterAll(async () => {
    await office?.close();
    await database?.stop();
  }, 60_000);

  const registration = (subject: string, notation: string) => ({ registration: { sender: 'Cục Mẫu', notation, documentDate: '2026-11-20', type: 'CV', subject, urgency: '1', secrecy: '0' } });
  const receiveTask = (documentId: string) => until('the task', () => findTask(clerks[0], 'receive', documentId));

  it('who claims second is told who was faster', async () => {
    // given
    const { key } = await receiveTask((await office.handIn({ subject: 'Hai người cùng nhận', notation: '1/A' })).id);
    // when
    const claims = clerks.map((each) => each.post(`/api/tasks/${key}/claim`));
    const outcomes = await Promise.allSettled(claims);
    // then
    const winner = outcomes.findIndex((each) => each.status === 'fulfilled');
    const loser = 1 - winner;
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = await refusalOf(claims[loser] ?? Promise.resolve());
    expect(refusal).toMatchObject({ status: 409, code: 'TASK_CLAIMED' });
    expect(refusal.detail).toContain((await clerks[winner]?.session())?.person.displayName);
  }, 60_000);

  it('who completes second is told that it is done', async () => {
    // given
    const document = await office.handIn({ subject: 'Hai người cùng vào sổ', notation: '2/A' });
    const { key } = await receiveTask(document.id);
    // when
    const completions = clerks.map((each) => each.post(`/api/tasks/${key}/complete`, { outcome: 'register', data: registration('Hai người cùng vào sổ', '2/A') }));
    const outcomes = await Promise.allSettled(completions);
    // then
    const winner = outcomes.findIndex((each) => each.status === 'fulfilled');
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = await refusalOf(completions[1 - winner] ?? Promise.resolve());
    expect(refusal).toMatchObject({ status: 409, code: 'TASK_NOT_OPEN' });
    expect(refusal.detail).toContain((await clerks[winner]?.session())?.person.displayName);
    expect((await numbered(document.id)).arrivalNumber).toBe(1);
  }, 60_000);

  it('numbers of arrival are unique and without a gap', async () => {
    // given
    const names = Array.from({ length: 8 }, (__, index) => `Vào sổ đồng thời ${index}`);
    const documents = await Promise.all(names.map((subject, index) => office.handIn({ subject, notation: `${index + 10}/A` })));
    // when
    await Promise.all(documents.map((each, index) => completeTask(clerks[index % 2] as Person, 'receive', each.id, 'register', registration(names[index] ?? '', `${index + 10}/A`))));
    // then
    const numbers = await Promise.all(documents.map(async (each) => (await numbered(each.id)).arrivalNumber ?? 0));
    expect([...numbers].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  }, 90_000);

  it('numbers of issue are unique and without a gap', async () => {
    // given
    const leader = office.person('giamdoc.sgddt');
    const documents: DocumentDetail[] = [];
    for (const subject of ['Cấp số đồng thời 1', 'Cấp số đồng thời 2', 'Cấp số đồng thời 3', 'Cấp số đồng thời 4']) {
      const document = await office.draftToSign(subject);
      await signTask(leader, office.system.agentUrl, office.system.url, { elementId: 'sign', documentId: document.id, pin: office.system.sandbox.pin, certificateOf: 'Lãnh Đạo Mẫu 01' });
      documents.push(document);
    }
    // when
    await Promise.all(documents.map((each, index) => completeTask(clerks[index % 2] as Person, 'number', each.id, 'number', { numbering: { date: today, copies: 1 } })));
    // then
    const numbers = await Promise.all(documents.map((each) => until('the issue number', async () => (await clerks[0].get<DocumentDetail>(`/api/documents/${each.id}`)).issueNumber)));
    expect([...numbers].sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  }, 120_000);

  function numbered(documentId: string): Promise<DocumentDetail> {
    return until('the arrival number', async () => {
      const document = await clerks[0].get<DocumentDetail>(`/api/documents/${documentId}`);
      return document.arrivalNumber !== null && document;
    });
  }
});
