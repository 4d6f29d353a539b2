import { jest } from '@jest/globals';
import type { ReceivedDocument, ReceivedStatus } from '@vanthu/model';
import { activateInbound, createEgressFetch } from '@vanthu/connector-sdk';
import type { ActiveConnector, ConnectorHealth, DocumentReceipt, StatusReceipt } from '@vanthu/connector-sdk';
import { memoryFiles, recordingLogger, sha256Of, testHost } from '@vanthu/connector-sdk/testing';
import type { LogLine } from '@vanthu/connector-sdk/testing';
import { eventually } from '../mail/testing/inbound-host.js';
import { axisInboundConnector } from './axis-inbound.connector.js';
import { sendOverAxis, testSigner } from './testing/send-over-axis.js';
import { AxisSandbox, axisSecret } from './testing/axis-sandbox.js';

jest.setTimeout(60_000);

const letter = Buffer.from('%PDF-1.7 báo cáo');
const ours = Array.from({ length: 20 }, (_, index) => `Z01.${10 + index}`);
let sandbox: AxisSandbox;
/** Our organisation in the running test: each has its own, so that they can share a sandbox. */
let organ: string;
let tests = 0;
beforeAll(async () => {
  sandbox = await AxisSandbox.start([
    ...ours.map((code) => ({ code, name: `Sở ${code}`, mode: 'hosted' })),
    { code: 'Z01.06', name: 'Sở khác', mode: 'hosted' },
    { code: 'Z01.05.12', name: 'Trường THPT Mẫu 1', mode: 'automatic' },
  ]);
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  organ = ours[tests++] ?? '';
});

/** A host in memory that accepts each deduplication key once. */
class Host {
  readonly documents = new Map<string, ReceivedDocument>();
  readonly statuses: ReceivedStatus[] = [];
  readonly receipts: DocumentReceipt[] = [];
  readonly health: ConnectorHealth[] = [];
  readonly log: LogLine[] = [];
  readonly stored = new Map<string, Uint8Array>();
  interfere: (document: ReceivedDocument) => Promise<DocumentReceipt | null> = () => Promise.resolve(null);
  statusReceipt: StatusReceipt = 'accepted';

  activate(changes: object = {}): Promise<ActiveConnector> {
    const properties = { gatewayUrl: sandbox.url, systemId: 'vanthu', organs: [{ organId: organ, agencyId: 'so-gddt' }], pollSeconds: 0.05, ...changes };
    return activateInbound(axisInboundConnector, properties, {
      secrets: { find: () => Promise.resolve(axisSecret) },
      fetch: createEgressFetch([sandbox.url]),
      logger: recordingLogger(this.log),
      files: memoryFiles(this.stored),
      receiveDocument: async (document) => {
        const receipt = (await this.interfere(document)) ?? (this.documents.has(document.deduplicationKey) ? 'duplicate' : 'accepted');
        if (receipt === 'accepted') this.documents.set(document.deduplicationKey, document);
        this.receipts.push(receipt);
        return receipt;
      },
      receiveStatus: (status) => {
        this.statuses.push(status);
        return Promise.resolve(this.statusReceipt);
      },
      reportHealth: (health) => void this.health.push(health),
      now: () => new Date(),
    });
  }
}

function arrive(changes: object = {}): Promise<unknown> {
  return sandbox.post('/sandbox/send', {
    from: 'Z01.05.12', to: organ, subject: 'Báo cáo tổng kết năm học', codeNumber: '15', codeNotation: 'THPT-VP', date: '2026-10-01', priority: 2,
    dueDate: '2026-10-20', attachments: [{ name: 'Báo cáo 15.pdf', contentBase64: letter.toString('base64') }], ...changes,
  });
}

const statusOf = async (to: string): Promise<readonly string[]> => (await sandbox.deliveries()).filter((each) => each.to === to).map((each) => each.status);

describe('axis-inbound:1', () => {
  it('takes a document with its facts and acknowledges it', async () => {
    await arrive();
    const host = new Host();
    const active = await host.activate();
    await eventually(async () => (await statusOf(organ)).join() === 'done');
    await active.deactivate();
    const [document] = [...host.documents.values()];
    expect(document).toMatchObject({
      channel: 'axis', agencyId: 'so-gddt', sender: { organId: 'Z01.05.12', name: 'Trường THPT Mẫu 1' }, subject: 'Báo cáo tổng kết năm học',
      notation: '15/THPT-VP', documentDate: '2026-10-01', typeName: 'Công văn', urgency: 2, secrecy: 0, dueDate: '2026-10-20',
      signer: { name: 'Lãnh Đạo Mẫu 01', title: 'Thủ trưởng' }, externalId: 'Z01.05.12,2026/10/01,15/THPT-VP',
      files: [{ name: 'Báo cáo 15.pdf', claimedType: 'application/pdf' }], notes: [],
    });
    expect(Buffer.from(document?.files[0]?.content ?? [])).toEqual(letter);
    expect(Buffer.from(document?.raw.content ?? []).toString()).toContain('<edXML');
  });

  it('tells the secrecy that a sender wrote', async () => {
    await arrive({ secrecy: 'TỐI MẬT' });
    const host = new Host();
    host.interfere = (document) => Promise.resolve(document.secrecy > 0 ? { refused: 'văn bản mật' } : null);
    const active = await host.activate();
    await eventually(async () => (await statusOf(organ)).join() === 'fail');
    await active.deactivate();
    expect(host.documents.size).toBe(0);
    expect(host.receipts).toEqual([{ refused: 'văn bản mật' }]);
    expect(host.stored.size).toBe(0);
  });

  it('knows a message that the axis delivers twice', async () => {
    await sandbox.post('/sandbox/faults', { duplicateDelivery: 1 });
    const host = testHost({ secrets: { AXIS_SECRET: axisSecret }, files: [letter], fetch, now: new Date() });
    await sendOverAxis(sandbox.url, {
      from: { organId: 'Z01.06', organName: 'Sở khác' }, to: [{ organId: organ, organName: 'Sở' }], code: { number: '9', notation: 'SK' },
      promulgationDate: '2026-10-02', documentType: { typeName: 'Công văn' }, subject: 'Hai lần', signer: { fullName: 'Người Ký' },
      issuedAt: '2026-10-02T08:00:00+07:00', files: [{ sha256: sha256Of(letter), name: 'a.pdf' }],
    }, host, await testSigner());
    const receiver = new Host();
    const active = await receiver.activate();
    await eventually(async () => (await statusOf(organ)).join() === 'done,done');
    await active.deactivate();
    expect(receiver.receipts).toEqual(['accepted', 'duplicate']);
  });

  it('leaves a message on the axis when handing over fails, and takes it later', async () => {
    await arrive();
    const host = new Host();
    let fails = true;
    host.interfere = () => (fails ? Promise.reject(new Error('store is down')) : Promise.resolve(null));
    const active = await host.activate();
    await eventually(() => host.health.at(-1)?.state === 'degraded');
    expect(await statusOf(organ)).toEqual(['initial']);
    fails = false;
    await eventually(async () => (await statusOf(organ)).join() === 'done');
    await eventually(() => host.health.at(-1)?.state === 'up');
    await active.deactivate();
    expect(host.documents.size).toBe(1);
  });

  it('keeps a message that cannot be read, gives it back as failed and says so', async () => {
    await arrive();
    await sandbox.post('/sandbox/faults', { malformedXml: 1 });
    const host = new Host();
    const active = await host.activate();
    await eventually(async () => (await statusOf(organ)).join() === 'fail');
    await eventually(() => host.health.some((health) => health.message.includes('EDXML_MALFORMED')));
    await active.deactivate();
    expect(host.documents.size).toBe(0);
    expect(host.stored.size).toBe(1);
    expect(host.log).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it.each(['leadingJunk', 'missingPrefix', 'zippedAttachment'])('puts up with %s', async (fault) => {
    await arrive();
    await sandbox.post('/sandbox/faults', { [fault]: 1 });
    const host = new Host();
    const active = await host.activate();
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
    expect([...host.documents.values()][0]).toMatchObject({ subject: 'Báo cáo tổng kết năm học', files: [{ name: 'Báo cáo 15.pdf' }] });
  });

  it('goes on by itself after the axis failed', async () => {
    await arrive();
    await sandbox.post('/sandbox/faults', { error500: 2 });
    const host = new Host();
    const active = await host.activate();
    await eventually(() => host.documents.size === 1);
    await active.deactivate();
    expect(host.health.some((health) => health.state === 'down')).toBe(true);
  });
});

describe('statuses', () => {
  async function sendFromUs(): Promise<void> {
    await sendOverAxis(sandbox.url, {
      from: { organId: organ, organName: 'Sở' }, to: [{ organId: 'Z01.05.12', organName: 'Trường' }], code: { number: '2700', notation: 'SGDĐT-VP' },
      promulgationDate: '2026-10-04', documentType: { typeName: 'Công văn' }, subject: 'V/v báo cáo', signer: { fullName: 'Người Ký' },
      issuedAt: '2026-10-04T08:00:00+07:00', files: [{ sha256: sha256Of(letter), name: 'a.pdf' }],
    }, testHost({ secrets: { AXIS_SECRET: axisSecret }, files: [letter], fetch, now: new Date() }), await testSigner());
  }

  it('of a document we sent come in and are acknowledged', async () => {
    await sendFromUs();
    const host = new Host();
    const active = await host.activate();
    await eventually(() => host.statuses.length === 3);
    await eventually(async () => (await statusOf(organ)).join() === 'done,done,done');
    await active.deactivate();
    expect(host.statuses.map((status) => status.code)).toEqual(['01', '03', '06']);
    expect(host.statuses[0]).toMatchObject({ agencyId: 'so-gddt', fromOrganId: 'Z01.05.12', documentExternalId: `${organ},2026/10/04,2700/SGDĐT-VP`, notation: '2700/SGDĐT-VP' });
    expect(new Set(host.statuses.map((status) => status.deduplicationKey)).size).toBe(3);
  });

  it('of an unknown document are tried again, then given back as failed', async () => {
    await sendFromUs();
    const host = new Host();
    host.statusReceipt = 'unknownDocument';
    const active = await host.activate({ unknownStatusSeconds: 0.3 });
    await eventually(async () => (await statusOf(organ)).filter((status) => status === 'fail').length === 3);
    await active.deactivate();
    expect(host.statuses.length).toBeGreaterThan(3);
  });
});

// last: what nobody fetches stays on the axis
it('leaves what is for others, and says so', async () => {
  await arrive({ to: 'Z01.06' });
  const host = new Host();
  const active = await host.activate();
  await eventually(() => host.health.at(-1)?.state === 'degraded');
  await active.deactivate();
  expect(host.health.at(-1)?.message).toContain('Z01.06');
  expect(await statusOf('Z01.06')).toEqual(['initial']);
});
