import { jest } from '@jest/globals';
import { createEgressFetch, runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { describeConnectorContract, hangingFetch, outputOf, sha256Of, testHost } from '@vanthu/connector-sdk/testing';
import type { ContractCall, TestHost, TestHostOptions } from '@vanthu/connector-sdk/testing';
import { decode } from '@vanthu/edxml';
import { verifyXml } from '@vanthu/signing';
import { createAxisConnector } from './axis.connector.js';
import { AxisSandbox, axisSecret } from './testing/axis-sandbox.js';
import { sendOverAxis, signedMessage, testSigner, type TestSigner } from './testing/send-over-axis.js';

jest.setTimeout(60_000);

const letter = Buffer.from('%PDF-1.7 công văn');
const sender = { organId: 'Z01.05', organName: 'Sở Giáo dục và Đào tạo tỉnh Mẫu' };
const receiver = { organId: 'Z01.05.12', organName: 'Trường THPT Mẫu 1' };
const documentInput = {
  from: sender, to: [receiver],
  code: { number: '2700', notation: 'SGDĐT-VP' },
  promulgationDate: '2026-10-04', promulgationPlace: 'Mẫu',
  documentType: { typeName: 'Công văn' },
  subject: 'V/v tăng cường quản lý văn bản & tài liệu điện tử',
  signer: { competence: 'GIÁM ĐỐC', position: 'Giám đốc', fullName: 'Nguyễn Văn Mẫu' },
  issuedAt: '2026-10-04T09:15:00+07:00',
  files: [{ sha256: sha256Of(letter), name: '2700_SGDĐT-VP.pdf' }],
};
const statusInput = {
  from: sender,
  responseFor: { organId: 'Z01.05.12', code: '15/THPT-VP', promulgationDate: '2026-10-01', documentId: 'Z01.05.12,2026/10/01,15/THPT-VP' },
  code: '03', staff: { department: 'Văn thư', staff: 'Văn Thư Mẫu' }, at: '2026-10-04T10:02:11+07:00',
};

let sandbox: AxisSandbox;
let signer: TestSigner;
beforeAll(async () => {
  signer = await testSigner();
  sandbox = await AxisSandbox.start([
    { code: 'Z01.05', name: sender.organName, mode: 'hosted' },
    { code: 'Z01.05.12', name: receiver.organName, mode: 'hosted' },
    { code: 'Z01.05.13', name: 'Trường THPT Mẫu 2', mode: 'hosted' },
    { code: 'Z01.05.99', name: 'Trường đã khóa', mode: 'hosted', isLocked: true },
  ]);
});
afterAll(() => sandbox.stop());

let jobs = 0;

function hostFor(options: TestHostOptions = {}): TestHost {
  return testHost({ idempotencyKey: `job-${++jobs}`, files: [letter], secrets: { AXIS_SECRET: axisSecret }, fetch: createEgressFetch([sandbox.url]), now: new Date(), ...options });
}

function connectorAt(gatewayUrl: string) {
  return createAxisConnector({ gatewayUrl, systemId: 'vanthu' });
}

function send(changes: object = {}, host: TestHost = hostFor()): Promise<OperationOutcome> {
  return sendOverAxis(sandbox.url, { ...documentInput, ...changes }, host, signer);
}

async function sentMessages(): Promise<readonly { readonly docId: string; readonly documentId: string; readonly messageType: string }[]> {
  return (await sandbox.get('/sandbox/messages')) as { docId: string; documentId: string; messageType: string }[];
}

let numbers = 0;
const nextCode = () => ({ number: String(3000 + ++numbers), notation: 'SGDĐT-VP' });

/** Counts requests on their way to the gateway named at run time. */
function counted(base: typeof fetch, input: object): ContractCall {
  let calls = 0;
  const host = hostFor({
    fetch: (url, init) => {
      calls++;
      return base(String(url).replace('http://axis.test', sandbox.url), init);
    },
  });
  return { input, host, outsideCalls: () => calls };
}
const refusingWithSecret: typeof fetch = (_, init) =>
  Promise.resolve(Response.json({ status: 'FAIL', ErrorCode: '15', ErrorDesc: `sai khóa ${axisSecret} ${JSON.stringify(init?.headers)}` }));

/** A signed message in the file store of a call that counts. */
async function readyToSend(base: typeof fetch): Promise<ContractCall> {
  const call = counted(base, {});
  return { ...call, input: { edxmlSha256: await signedMessage({ ...documentInput, code: nextCode() }, call.host as TestHost, await testSigner()) } };
}

describeConnectorContract(connectorAt('http://axis.test'), {
  templatesDir: import.meta.dirname,
  operations: {
    encodeDocument: {
      badInputs: [
        { description: 'no receiver', input: { ...documentInput, to: [] } },
        { description: 'a date that does not exist', input: { ...documentInput, promulgationDate: '2026-02-30' } },
        { description: 'no number', input: { ...documentInput, code: undefined } },
      ],
      secrets: [axisSecret],
      succeeding: () => Promise.resolve(counted(fetch, { ...documentInput, code: nextCode() })),
      failing: () => Promise.resolve(counted(refusingWithSecret, { ...documentInput, files: [{ sha256: '0'.repeat(64), name: 'a.pdf' }] })),
    },
    sendDocument: {
      badInputs: [{ description: 'no message', input: {} }, { description: 'something that is no hash', input: { edxmlSha256: 'abc' } }],
      secrets: [axisSecret],
      succeeding: () => readyToSend(fetch),
      failing: () => readyToSend(refusingWithSecret),
      hanging: () => readyToSend(hangingFetch),
    },
    sendStatus: {
      badInputs: [
        { description: 'an unknown code', input: { ...statusInput, code: '07' } },
        { description: 'a refusal without a reason', input: { ...statusInput, code: '02' } },
      ],
      secrets: [axisSecret],
      succeeding: () => Promise.resolve(counted(fetch, statusInput)),
      failing: () => Promise.resolve(counted(refusingWithSecret, statusInput)),
      hanging: () => Promise.resolve(counted(hangingFetch, statusInput)),
    },
  },
});

describe('axis:sendDocument:1', () => {
  it('sends a sealed, valid message with its files, and keeps what it sent', async () => {
    const host = hostFor();
    const outcome = await send({ documentId: undefined }, host);
    expect(outcome).toMatchObject({ kind: 'completed', output: { documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP', sentNow: true } });
    const docId = String(outputOf(outcome)['docId']);

    const xml = await (await fetch(`${sandbox.url}/sandbox/messages/${docId}/xml`)).text();
    expect(host.stored.has(sha256Of(Buffer.from(xml)))).toBe(true);
    expect(await verifyXml(xml, { trustedCertificates: [signer.ca.certificate], at: new Date() })).toMatchObject({ result: 'valid' });
    const decoded = decode(Buffer.from(xml));
    expect(decoded).toMatchObject({ kind: 'edoc', signature: 'present', warnings: [] });
    expect(decoded.message).toMatchObject({ subject: documentInput.subject, attachments: [{ name: '2700_SGDĐT-VP.pdf' }] });
    expect(decoded.kind === 'edoc' && Buffer.from(decoded.message.attachments[0]?.content ?? [])).toEqual(letter);
  });

  it('is sent once when the answer of the first attempt was lost', async () => {
    const code = nextCode();
    await sandbox.post('/sandbox/faults', { lostAnswer: 1 });
    const host = hostFor();
    expect(await send({ code }, host)).toMatchObject({ kind: 'failed', retryable: true });
    const second = await send({ code }, { ...host, attempt: 2 });
    expect(second).toMatchObject({ kind: 'completed', output: { sentNow: false } });
    expect((await sentMessages()).filter((message) => message.documentId.includes(code.number))).toHaveLength(1);
  });

  it('sends at a later attempt what the axis does not have, and to receivers who were added', async () => {
    const code = nextCode();
    expect(await send({ code }, hostFor({ attempt: 2 }))).toMatchObject({ output: { sentNow: true } });
    const more = { code, to: [receiver, { organId: 'Z01.05.13', organName: 'Trường THPT Mẫu 2' }] };
    expect(await send(more, hostFor({ attempt: 2, idempotencyKey: 'job-2' }))).toMatchObject({ output: { sentNow: true } });
  });

  it.each<[string, object, object, object]>([
    ['does not know the receiver', { to: [{ organId: 'Z09', organName: 'Không có' }] }, {}, { code: 'AXIS_UNKNOWN_RECEIVER', retryable: false, message: expect.stringMatching(/Đơn vị nhận không có trên trục.*mã 18/) as string }],
    ['does not know the sender', { from: { organId: 'Z08', organName: 'Lạ' } }, {}, { code: 'AXIS_UNKNOWN_SENDER', retryable: false }],
    ['has locked the receiver', { to: [{ organId: 'Z01.05.99', organName: 'Trường đã khóa' }] }, {}, { code: 'AXIS_LOCKED_RECEIVER', retryable: false }],
    ['answers 500', {}, { error500: 1 }, { code: 'AXIS_FAULT', retryable: true }],
    ['doubts our signature', {}, { wrongHash: 1 }, { code: 'AXIS_CREDENTIALS_REFUSED', retryable: false }],
  ])('an axis that %s', async (_, changes, faults, expected) => {
    await sandbox.post('/sandbox/faults', faults);
    expect(await send({ code: nextCode(), ...changes })).toMatchObject({ kind: 'failed', ...expected });
  });

  it('retries an axis that does not answer', async () => {
    expect(await send({ code: nextCode() }, hostFor({ fetch: hangingFetch, timeoutMs: 50 }))).toMatchObject({ code: 'TIMEOUT', retryable: true });
  });

  it('does not take a page of a proxy for an answer', async () => {
    const page: typeof fetch = () => Promise.resolve(new Response('<html>đăng nhập</html>', { status: 200 }));
    expect(await send({ code: nextCode() }, hostFor({ fetch: page }))).toMatchObject({ code: 'AXIS_ANSWER_UNREADABLE', retryable: true });
  });

  it.each<[string, (signed: string, unsigned: string) => string]>([
    ['the schema refuses', (signed) => signed.replace('<edXML:Subject>', '<edXML:Nonsense/><edXML:Subject>')],
    ['nobody signed', (_, unsigned) => unsigned],
  ])('refuses a message that %s before anything leaves', async (_, spoil) => {
    // given
    const host = hostFor();
    const input = { ...documentInput, code: nextCode() };
    const built = await runOperation(connectorAt(sandbox.url), 'encodeDocument', input, host);
    const textOf = async (hash: unknown) => Buffer.from(await host.files.read(String(hash))).toString('utf8');
    const unsigned = await textOf(String(outputOf(built)['edxmlSha256']));
    const { sha256 } = await host.files.save(Buffer.from(spoil(await textOf(await signedMessage(input, host, signer)), unsigned), 'utf8'), 'a.edxml');
    const before = await sentMessages();
    // when
    const outcome = await runOperation(connectorAt(sandbox.url), 'sendDocument', { edxmlSha256: sha256 }, host);
    // then
    expect(outcome).toMatchObject({ code: 'EDXML_INVALID', retryable: false });
    expect(await sentMessages()).toHaveLength(before.length);
  });
});

describe('axis:sendStatus:1', () => {
  it('reports with the text of the code, and a second time as the same message', async () => {
    const input = { ...statusInput, at: '2026-10-04T11:00:00+07:00' };
    const first = await runOperation(connectorAt(sandbox.url), 'sendStatus', input, hostFor({ idempotencyKey: 'status-1' }));
    const second = await runOperation(connectorAt(sandbox.url), 'sendStatus', input, hostFor({ idempotencyKey: 'status-1', attempt: 2 }));
    expect(first).toMatchObject({ kind: 'completed' });
    expect(second).toEqual(first);
    const docId = String(outputOf(first)['docId']);
    const decoded = decode(Buffer.from(await (await fetch(`${sandbox.url}/sandbox/messages/${docId}/xml`)).text()));
    expect(decoded).toMatchObject({ kind: 'status', message: { statusCode: '03', description: 'Đã tiếp nhận, vào sổ văn bản đến', staff: { staff: 'Văn Thư Mẫu' } } });
  });
});
