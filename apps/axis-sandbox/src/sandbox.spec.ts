import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode, encodeStatus } from '@vanthu/edxml';
import { edoc, SandboxFixture, waitForMessages } from './testing/sandbox-fixture.js';
import type { StatusMessage } from '@vanthu/edxml';

let sandbox: SandboxFixture;
beforeEach(async () => { sandbox = await SandboxFixture.start(); });
afterEach(async () => { await sandbox.stop(); });

const status = (changes: Partial<StatusMessage> = {}) => encodeStatus({
  from: { organId: 'Z01.07', organName: 'Sở Khoa học và Công nghệ tỉnh Mẫu' },
  responseFor: { organId: 'Z01.05', code: '2700/SGDĐT-VP', promulgationDate: '2026-10-04', documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP' },
  statusCode: '01', timestamp: '2026-10-04T10:00:00+07:00', ...changes,
});

describe('signed headers', () => {
  it.each([
    ['a wrong secret', { secret: 'khoa-sai' }],
    ['an unknown system', { systemId: 'la' }],
    ['a clock that is an hour off', { now: new Date(Date.now() - 3_600_000) }],
  ])('are refused with 15: %s', async (_, options) => {
    const result = await sandbox.client(options).post('/getAgenciesList', {});
    expect(result).toMatchObject({ httpStatus: 401, answer: { status: 'FAIL', ErrorCode: '15' } });
  });

  it('are refused with 15 when there are none', async () => {
    const response = await fetch(`${sandbox.url}/getReceivedEdocList`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  });

  it('are accepted when right', async () => {
    const { httpStatus, answer } = await sandbox.client().post('/getAgenciesList', {});
    expect(httpStatus).toBe(200);
    expect(answer['data']).toContainEqual(expect.objectContaining({ code: 'Z02', name: 'Bộ Mẫu' }));
  });
});

describe('store and forward', () => {
  it('carries a document to each receiver, under a docId of its own, through its transport states', async () => {
    // given
    const client = sandbox.client();
    const xml = edoc();
    // when
    const sent = await client.send('Z01.05', 'edoc', xml);
    const { data } = await client.received({ messagetype: 'edoc', to: 'Z01.07' });
    // then
    expect(sent).toMatchObject({ httpStatus: 200, status: 'OK', ErrorCode: '0' });
    expect(data).toMatchObject([{ from: 'Z01.05', to: 'Z01.07', messageType: 'edoc', status: 'initial' }]);
    const docId = data[0]?.docId ?? '';
    expect(docId).not.toBe(sent.DocId);
    expect((await client.edoc(docId)).toString()).toBe(xml);
    expect((await client.post('/updateStatus', { docId, status: 'processing' })).answer).toMatchObject({ status: 'OK' });
    expect((await client.received({ messagetype: 'edoc' })).data).toMatchObject([{ docId, status: 'processing' }]);
    await client.post('/updateStatus', { docId, status: 'done' });
    expect((await client.received({ messagetype: 'edoc' })).data).toEqual([]);
    expect((await client.received({ messagetype: 'edoc', status: 'done' })).total).toBe(1);
    expect((await client.post('/getSentEdocList', {})).answer['data']).toMatchObject([
      { senderDocId: sent.DocId, receiverDocId: docId, toCode: 'Z01.07', notation: '2700/SGDĐT-VP', receiveStatus: 'done' },
    ]);
  });

  it('gives the XML itself for download and counts what waits', async () => {
    const client = sandbox.client();
    await client.send('Z01.05', 'edoc', edoc());
    const docId = (await client.received({ messagetype: 'edoc' })).data[0]?.docId ?? '';
    const response = await fetch(`${sandbox.url}/downloadEdoc?docId=${docId}`, { headers: client.sign({}) });
    expect(await response.text()).toBe(edoc());
    expect((await client.get('/countReceiveEdoc')).answer).toMatchObject({ count: 1 });
    expect((await client.get('/countReceiveStatus')).answer).toMatchObject({ count: 0 });
  });

  it('routes a status message to the organisation it names', async () => {
    const client = sandbox.client();
    await client.send('Z01.07', 'status', status());
    expect((await client.received({ messagetype: 'status' })).data).toMatchObject([{ from: 'Z01.07', to: 'Z01.05', messageType: 'status' }]);
    expect((await sandbox.admin('GET', '/sandbox/messages')).body).toMatchObject([{ messageType: 'status', from: 'Z01.07', statusCode: '01' }]);
  });

  it('hides the messages of other systems', async () => {
    await sandbox.client().send('Z01.05', 'edoc', edoc({ to: [{ organId: 'Z03', organName: 'Tỉnh Mẫu 3' }] }));
    const other = sandbox.client({ systemId: 'he-thong-khac', secret: 'khoa-thu-nghiem-2' });
    const docId = (await other.received({ messagetype: 'edoc' })).data[0]?.docId;
    expect(docId).toBeDefined();
    expect((await sandbox.client().received({ messagetype: 'edoc' })).data).toEqual([]);
    expect((await sandbox.client().post('/getEdoc', { docId })).answer).toMatchObject({ status: 'FAIL', ErrorCode: '10' });
    expect((await sandbox.client().post('/updateStatus', { docId, status: 'done' })).answer).toMatchObject({ ErrorCode: '10' });
  });

  it.each([
    ['18', 'an unknown receiver', 'Z01.05', edoc({ to: [{ organId: 'Z09', organName: 'X' }] })],
    ['23', 'a locked receiver', 'Z01.05', edoc({ to: [{ organId: 'Z01.41', organName: 'X' }] })],
    ['19', 'a sender of another system', 'Z03', edoc({ from: { organId: 'Z03', organName: 'X' } })],
    ['19', 'a sender other than the one in the message', 'Z01.07', edoc()],
    ['22', 'XML that breaks off', 'Z01.05', edoc().slice(0, 500)],
    ['22', 'a status message announced as a document', 'Z01.05', status()],
    ['21', 'a document type declaration', 'Z01.05', edoc().replace('<edXML ', '<!DOCTYPE a><edXML ')],
  ])('refuses with %s: %s', async (code, _, from, xml) => {
    expect(await sandbox.client().send(from, 'edoc', xml)).toMatchObject({ status: 'FAIL', ErrorCode: code, DocId: '' });
  });

  it('pages the list', async () => {
    const client = sandbox.client();
    for (const number of ['1', '2', '3']) await client.send('Z01.05', 'edoc', edoc({ documentId: number }));
    const page = await client.received({ messagetype: 'edoc', pageSize: 2, pageIndex: 2 });
    expect(page).toMatchObject({ total: 3 });
    expect(page.data).toHaveLength(1);
  });

  it('registers and deletes agencies of the calling system only', async () => {
    const client = sandbox.client();
    await client.post('/registerAgency', { data: { code: 'Z01.01', name: 'Văn phòng UBND tỉnh', pcode: 'Z01' } });
    expect(await client.send('Z01.05', 'edoc', edoc({ to: [{ organId: 'Z01.01', organName: 'X' }] }))).toMatchObject({ status: 'OK' });
    expect((await client.post('/deleteAgency', { AgencyCode: 'Z03' })).answer).toMatchObject({ status: 'FAIL', ErrorCode: '15' });
    expect((await client.post('/registerAgency', { data: { code: 'Z03', name: 'Chiếm chỗ' } })).answer).toMatchObject({ ErrorCode: '15' });
    expect((await client.post('/deleteAgency', { AgencyCode: 'Z01.01' })).answer).toMatchObject({ status: 'OK' });
  });
});

describe('sending twice', () => {
  it('gives the same docId and delivers once when nothing changed', async () => {
    const client = sandbox.client();
    const [first, second] = await Promise.all([client.send('Z01.05', 'edoc', edoc()), client.send('Z01.05', 'edoc', edoc())]);
    await sandbox.restart();
    const third = await sandbox.client().send('Z01.05', 'edoc', edoc());
    expect([second?.DocId, third.DocId]).toEqual([first?.DocId, first?.DocId]);
    expect((await sandbox.client().received({ messagetype: 'edoc' })).total).toBe(1);
  });

  it('gives the same docId under one Idempotency-Key, though the message was signed anew', async () => {
    const client = sandbox.client();
    const first = await client.send('Z01.05', 'edoc', edoc(), { 'idempotency-key': 'viec-1' });
    const again = await client.send('Z01.05', 'edoc', edoc({ content: 'ký lại' }), { 'idempotency-key': 'viec-1' });
    const other = await client.send('Z01.05', 'edoc', edoc({ documentId: 'khac' }), { 'idempotency-key': 'viec-1' });
    expect(again.DocId).toBe(first.DocId);
    expect(other).toMatchObject({ status: 'FAIL', ErrorCode: '21' });
    expect((await client.received({ messagetype: 'edoc' })).total).toBe(1);
  });
});

describe('automatic agencies', () => {
  const toMinistry = { to: [{ organId: 'Z02', organName: 'Bộ Mẫu' }] };
  const statuses = async (count: number) => {
    const client = sandbox.client();
    const entries = await waitForMessages(async () => (await client.received({ messagetype: 'status' })).data, count);
    const messages = await Promise.all(entries.map(async ({ docId }) => decode(await client.edoc(docId)).message));
    return messages as StatusMessage[];
  };

  it('answer a valid document with 01, 03 and 06 in their own name', async () => {
    await sandbox.client().send('Z01.05', 'edoc', edoc(toMinistry));
    const answers = await statuses(3);
    expect(answers).toMatchObject([
      { statusCode: '01', staff: { staff: 'Văn Thư Mẫu 09' } },
      { statusCode: '03', description: expect.stringContaining('số đến 1') },
      { statusCode: '06', staff: { staff: 'Chuyên Viên Mẫu 09' } },
    ]);
    expect(answers[0]).toMatchObject({
      from: { organId: 'Z02', organName: 'Bộ Mẫu' },
      responseFor: { organId: 'Z01.05', code: '2700/SGDĐT-VP', promulgationDate: '2026-10-04', documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP' },
    });
  });

  it('answer 02 with the reason when the schema refuses the document', async () => {
    const xml = edoc(toMinistry).replace('<edXML:Subject>', '<edXML:Khac/><edXML:Subject>');
    await sandbox.client().send('Z01.05', 'edoc', xml);
    expect(await statuses(1)).toMatchObject([{ statusCode: '02', description: expect.stringContaining('không đúng chuẩn edXML: dòng') }]);
  });

  it('agree to a recall, asked by document or by status', async () => {
    const recall = edoc({ ...toMinistry, documentId: 'r', business: { type: 1, hasPaper: false, reason: 'Sai', replacements: [] } });
    await sandbox.client().send('Z01.05', 'edoc', recall);
    expect((await statuses(2)).map(({ statusCode }) => statusCode)).toEqual(['01', '15']);
    await sandbox.client().send('Z01.05', 'status', status({
      from: { organId: 'Z01.05', organName: 'Sở' }, responseFor: { organId: 'Z02', documentId: 'd' }, statusCode: '13',
    }));
    expect((await statuses(3)).at(-1)).toMatchObject({ statusCode: '15', responseFor: { organId: 'Z01.05', documentId: 'd' } });
  });

  it('go on answering after a restart, each answer once', async () => {
    await sandbox.client().send('Z01.05', 'edoc', edoc(toMinistry));
    for (let round = 0; round < 4; round += 1) await sandbox.restart();
    expect((await statuses(3)).map(({ statusCode }) => statusCode)).toEqual(['01', '03', '06']);
    await sandbox.restart();
    expect((await sandbox.client().received({ messagetype: 'status' })).total).toBe(3);
  });
});

describe('a restart', () => {
  it('loses nothing, and cuts off a line that a crash tore', async () => {
    const sent = await sandbox.client().send('Z01.05', 'edoc', edoc());
    const docId = (await sandbox.client().received({ messagetype: 'edoc' })).data[0]?.docId ?? '';
    await sandbox.client().post('/updateStatus', { docId, status: 'processing' });
    await appendFile(path.join(sandbox.dataDir, 'journal.jsonl'), '{"type":"MessageSent","at":"2026');
    await sandbox.restart();
    expect((await sandbox.client().received({ messagetype: 'edoc' })).data).toMatchObject([{ docId, status: 'processing' }]);
    await sandbox.client().post('/updateStatus', { docId, status: 'done' });
    await sandbox.restart();
    expect((await sandbox.client().received({ messagetype: 'edoc', status: 'done' })).data).toMatchObject([{ docId }]);
    expect((await sandbox.client().edoc(docId)).toString()).toBe(edoc());
    const lines = (await readFile(path.join(sandbox.dataDir, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as { docId?: string }).some((event) => event.docId === sent.DocId)).toBe(true);
  });
});
