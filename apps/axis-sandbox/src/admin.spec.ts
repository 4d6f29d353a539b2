import { decode } from '@vanthu/edxml';
import { edoc, SandboxFixture } from './testing/sandbox-fixture.js';

let sandbox: SandboxFixture;
beforeEach(async () => { sandbox = await SandboxFixture.start(); });
afterEach(async () => { await sandbox.stop(); });

const request = {
  from: 'Z02', to: 'Z01.05', subject: 'V/v báo cáo công tác', codeNumber: '15', codeNotation: 'BM-VP', date: '2026-10-04', dueDate: '2026-10-20',
  attachments: [{ name: 'công văn.pdf', contentBase64: Buffer.from('%PDF-1.7 x').toString('base64') }],
};

describe('POST /sandbox/send', () => {
  it('delivers the document of an automatic agency to a hosted one', async () => {
    const { status, body } = await sandbox.admin('POST', '/sandbox/send', request);
    expect(status).toBe(201);
    expect(body).toMatchObject({ docId: expect.any(String), documentId: 'Z02,2026/10/04,15/BM-VP' });
    const [entry] = (await sandbox.client().received({ messagetype: 'edoc', to: 'Z01.05' })).data;
    const decoded = decode(await sandbox.client().edoc(entry?.docId ?? ''));
    expect(decoded.message).toMatchObject({
      from: { organId: 'Z02', organName: 'Bộ Mẫu' }, subject: 'V/v báo cáo công tác', dueDate: '2026-10-20',
      attachments: [{ name: 'công văn.pdf', contentType: 'application/pdf' }],
    });
  });

  it('marks a secret document as a careless sender would', async () => {
    await sandbox.admin('POST', '/sandbox/send', { ...request, secrecy: 'MẬT' });
    const [entry] = (await sandbox.client().received({ messagetype: 'edoc' })).data;
    expect(decode(await sandbox.client().edoc(entry?.docId ?? '')).message).toMatchObject({
      subject: '[MẬT] V/v báo cáo công tác', otherInfo: { sphereOfPromulgation: 'MẬT' },
    });
  });

  it.each([
    [400, 'subject', { ...request, subject: '' }],
    [400, 'khongCo', { ...request, khongCo: 1 }],
    [400, 'from', { ...request, from: 'Z01.05' }],
    [422, 'Z09', { ...request, to: 'Z09' }],
  ])('answers %i naming %s', async (expected, name, body) => {
    const answer = await sandbox.admin('POST', '/sandbox/send', body);
    expect(answer).toMatchObject({ status: expected, body: { error: expect.stringContaining(name) } });
  });

  it('takes JSON only, so that no page elsewhere can post to it', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/send`, { method: 'POST', body: JSON.stringify(request) });
    expect(response.status).toBe(415);
  });
});

describe('looking in', () => {
  it('shows messages with their timeline and XML', async () => {
    const sent = await sandbox.client().send('Z01.05', 'edoc', edoc());
    const docId = (await sandbox.client().received({ messagetype: 'edoc' })).data[0]?.docId ?? '';
    await sandbox.client().edoc(docId);
    await sandbox.client().post('/updateStatus', { docId, status: 'done' });
    const { body } = await sandbox.admin('GET', `/sandbox/messages/${sent.DocId}`);
    expect(body).toMatchObject({
      from: 'Z01.05', notation: '2700/SGDĐT-VP', xml: edoc(),
      deliveries: [{ docId, to: 'Z01.07', status: 'done', timeline: [{ what: 'Chờ nhận' }, { what: 'Đã tải về' }, { what: 'Đã nhận' }] }],
    });
    expect(await (await fetch(`${sandbox.url}/sandbox/messages/${docId}/xml`)).text()).toBe(edoc());
    expect((await sandbox.admin('GET', '/sandbox/messages')).body).toMatchObject([{ docId: sent.DocId }]);
    expect((await sandbox.admin('GET', '/sandbox/messages?newest=1000')).body).toMatchObject([{ docId: sent.DocId }]);
    expect((await sandbox.admin('GET', '/sandbox/messages/00000000-0000-0000-0000-000000000000')).status).toBe(404);
  });

  it('answers for its health and shows its page', async () => {
    expect((await sandbox.admin('GET', '/health')).body).toMatchObject({ status: 'ok', agencies: 6 });
    const page = await fetch(`${sandbox.url}/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('Trục liên thông thử nghiệm');
    expect((await sandbox.admin('GET', '/khong-co')).status).toBe(404);
  });
});

describe('faults', () => {
  const fault = (counts: Record<string, number>) => sandbox.admin('POST', '/sandbox/faults', counts);
  const deliver = async () => {
    await sandbox.client().send('Z01.05', 'edoc', edoc());
    return (await sandbox.client().received({ messagetype: 'edoc' })).data[0]?.docId ?? '';
  };

  it('answer 500 as often as asked, and no more', async () => {
    await fault({ error500: 2 });
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push((await sandbox.client().post('/getAgenciesList', {})).httpStatus);
    expect(answers).toEqual([500, 500, 200]);
    expect((await sandbox.admin('GET', '/sandbox/faults')).body).toEqual({});
  });

  it.each([['unknownRecipient', '18'], ['lockedRecipient', '23']])('%s answers %s', async (name, code) => {
    await fault({ [name]: 1 });
    expect(await sandbox.client().send('Z01.05', 'edoc', edoc())).toMatchObject({ ErrorCode: code });
    expect(await sandbox.client().send('Z01.05', 'edoc', edoc())).toMatchObject({ ErrorCode: '0' });
  });

  it('wrongHash refuses a good signature', async () => {
    await fault({ wrongHash: 1 });
    expect((await sandbox.client().post('/getAgenciesList', {})).answer).toMatchObject({ ErrorCode: '15' });
  });

  it('timeout leaves the request without an answer', async () => {
    await fault({ timeout: 1 });
    const client = sandbox.client();
    const headers = client.sign({ body: Buffer.from('{}') });
    const call = fetch(`${sandbox.url}/getAgenciesList`, { method: 'POST', body: '{}', headers, signal: AbortSignal.timeout(100) });
    await expect(call).rejects.toThrow();
  });

  it('lostAnswer keeps the message, so that sending again finds it', async () => {
    await fault({ lostAnswer: 1 });
    await expect(sandbox.client().send('Z01.05', 'edoc', edoc())).rejects.toThrow();
    const again = await sandbox.client().send('Z01.05', 'edoc', edoc());
    expect(again.status).toBe('OK');
    expect((await sandbox.client().received({ messagetype: 'edoc' })).total).toBe(1);
  });

  it('duplicateDelivery gives two copies of one message', async () => {
    await fault({ duplicateDelivery: 1 });
    await deliver();
    const { data } = await sandbox.client().received({ messagetype: 'edoc' });
    expect(data).toHaveLength(2);
    expect(new Set(data.map(({ docId }) => docId)).size).toBe(2);
  });

  it('reorderedStatuses gives the newest first', async () => {
    await sandbox.client().send('Z01.05', 'edoc', edoc({ to: [{ organId: 'Z02', organName: 'Bộ Mẫu' }] }));
    const list = async () => (await sandbox.client().received({ messagetype: 'status' })).data;
    while ((await list()).length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    const inOrder = await list();
    await fault({ reorderedStatuses: 1 });
    expect(await list()).toEqual(inOrder.toReversed());
  });

  it.each([
    ['leadingJunk', ['Bỏ qua ký tự thừa trước phần XML']],
    ['missingPrefix', []],
    ['zippedAttachment', ['Đã giải nén tệp 2700.pdf']],
  ])('%s is something the codec reads through', async (name, warnings) => {
    const docId = await deliver();
    await fault({ [name]: 1 });
    const spoilt = await sandbox.client().edoc(docId);
    expect(spoilt.toString()).not.toBe(edoc());
    expect(decode(spoilt)).toMatchObject({ warnings, message: decode(Buffer.from(edoc())).message });
  });

  it('entity is refused by the codec as unsafe, and gone at the next try', async () => {
    const docId = await deliver();
    await fault({ entity: 1 });
    const spoiled = await sandbox.client().edoc(docId);
    expect(spoiled.toString('utf8')).toContain('<!ENTITY');
    expect(() => decode(spoiled)).toThrow(expect.objectContaining({ code: 'EDXML_UNSAFE' }));
    expect((await sandbox.client().edoc(docId)).toString('utf8')).toBe(edoc());
  });

  it('malformedXml is refused by the codec, and gone at the next try', async () => {
    const docId = await deliver();
    await fault({ malformedXml: 1 });
    const broken = await sandbox.client().edoc(docId);
    expect(() => decode(broken)).toThrow(expect.objectContaining({ code: 'EDXML_MALFORMED' }));
    expect((await sandbox.client().edoc(docId)).toString()).toBe(edoc());
  });

  it('refuse names they do not know', async () => {
    expect(await fault({ khongCo: 1 })).toMatchObject({ status: 400 });
  });
});
