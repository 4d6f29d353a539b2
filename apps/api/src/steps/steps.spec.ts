import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineConnector, defineOperation, runOperation, type OperationOutcome } from '@vanthu/connector-sdk';
import { testHost } from '@vanthu/connector-sdk/testing';
import { userPrincipal, type DocumentDetail, type ReceivedDocument } from '@vanthu/model';
import { z } from 'zod';
import { connectorFiles } from '../runtime/connector-host.js';
import { draftOf } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';
import { createDocumentsConnector } from './documents-connector.js';
import { sendStatusOver } from './inbound/send-status-over-axis.js';
import { StatusReporter } from './inbound/status-reporter.js';
import type { StepServices } from './step-services.js';

/** Every step is run twice with the same key, as after a crash between its work and its report: the second run changes nothing. */
describe('steps of document processes', () => {
  let server: TestServer;
  let sent: string[];
  let run: (step: string, input: object, key?: string) => Promise<OperationOutcome>;

  beforeAll(async () => {
    // nobody works on the processes: the steps are run by hand
    server = await startTestServer({ environment: { ROLE: 'api' } });
    const axis = defineConnector({
      id: 'axis', version: 1, name: { vi: 'Trục', en: 'Axis' }, icon: '<svg/>',
      operations: {
        sendStatus: defineOperation({
          name: { vi: 'Báo', en: 'Report' }, input: z.looseObject({}), output: z.looseObject({}),
          execute: (_, context) => {
            sent.push(context.idempotencyKey);
            return Promise.resolve({ externalId: `s${sent.length}`, docId: `s${sent.length}` });
          },
        }),
      },
    });
    const services: Omit<StepServices, 'statuses'> = { ...server.parts, trustedCertificates: [] };
    const connector = createDocumentsConnector({ ...services, statuses: new StatusReporter(services, (status, context) => sendStatusOver(axis, status, context)) });
    const host = testHost({});
    run = (step, input, key = step) => runOperation(connector, step, input, { ...host, files: connectorFiles(server.parts.files), idempotencyKey: key, attempt: 1, now: () => new Date('2026-11-20T03:00:00Z') });
  });
  afterAll(() => server?.stop());
  beforeEach(() => {
    sent = [];
  });

  /** Runs it, runs it again, and answers its output; nothing but the output may tell the runs apart. */
  const twice = async (documentId: string, step: string, input: object): Promise<Record<string, unknown>> => {
    const key = `${documentId}:${step}:${JSON.stringify(input)}`;
    const first = await run(step, { documentId, ...input }, key);
    expect([step, first]).toEqual([step, expect.objectContaining({ kind: 'completed' })]);
    const [document, trail] = await stateOf(documentId);
    const second = await run(step, { documentId, ...input }, key);
    expect([step, second]).toEqual([step, first]);
    expect([step, ...(await stateOf(documentId))]).toEqual([step, document, trail]);
    return (first as { output: Record<string, unknown> }).output;
  };
  const stateOf = async (id: string) => [withoutTimes(await server.parts.reader.get(id)), await server.parts.trail.list(id)];
  const withoutTimes = (document: DocumentDetail) => ({ ...document, directive: document.directive && { ...document.directive, at: '' } });
  const actsOf = async (id: string) => (await server.parts.trail.list(id)).map((each) => each.act);

  const received = async (): Promise<string> => {
    const key = createHash('sha256').update(String(Math.random())).digest('hex');
    const message: ReceivedDocument = {
      channel: 'axis', deduplicationKey: key, agencyId: 'Z01.05', receivedAt: '2026-11-20T02:00:00.000Z', sender: { organId: 'Z01.07', name: 'Sở Khoa học và Công nghệ tỉnh Mẫu', email: null },
      subject: 'V/v phối hợp', text: '', notation: '15/SKHCN-VP', documentDate: '2026-11-19', typeName: 'Công văn', urgency: 0, secrecy: 0, signer: null, dueDate: null, externalId: `Z01.07,2026/11/19,${key}`, responseTo: [],
      files: [{ name: 'a.txt', claimedType: 'text/plain', content: Buffer.from('Nội dung') }], raw: { name: 'a.edxml', claimedType: 'application/xml', content: Buffer.from(`<a>${key}</a>`) },
    };
    await server.parts.door.receiveDocument(message);
    return (await server.parts.intake.find(key))?.documentId ?? '';
  };
  const registration = { sender: 'Sở KHCN', notation: '15/SKHCN-VP', documentDate: '2026-11-19', type: 'CV', subject: 'V/v phối hợp', urgency: '1' };

  it('inbound: from the signatures to the end, each once', async () => {
    // given
    const id = await received();
    const actor = 'vanthu.sgddt';
    // when
    await twice(id, 'verifySignatures', {});
    await twice(id, 'reportStatus', { code: '01' });
    const { arrivalNumber } = await twice(id, 'registerInbound', { registration, actor });
    await twice(id, 'reportStatus', { code: '03' });
    const directive = { text: 'Giao Phòng GDTrH', leadUnitId: 'Z01.05-GDTrH', coordinatingUnitIds: ['Z01.05-VP', 'Z01.05-GDTrH', 'Z01.05-VP'], informedUnitIds: ['Z01.05-VP'], workingDays: 5 };
    const directed = await twice(id, 'recordDirective', { directive, actor: 'giamdoc.sgddt' });
    await twice(id, 'recordAssignment', { specialist: 'chuyenvien.gdtrh', instruction: 'Làm ngay', actor: 'truongphong.gdtrh' });
    await twice(id, 'urge', { step: 'handle' });
    const { replyDocumentId } = await twice(id, 'createReply', { drafter: 'chuyenvien.gdtrh', unitId: 'Z01.05-GDTrH' });
    await twice(id, 'completeInbound', { actor: 'chuyenvien.gdtrh' });
    const described = await twice(id, 'describeCase', {});
    await twice(id, 'markArchived', { location: 'Z01.05/2026/1/v1' });
    // then
    expect(arrivalNumber).toBe(1);
    expect(directed).toMatchObject({ leadUnitId: 'Z01.05-GDTrH', coordinatingUnitIds: ['Z01.05-VP'], informedUnitIds: [], dueAt: expect.stringMatching(/^2026-11-27/) });
    expect(sent).toHaveLength(4); // 01, 03, 05, 06
    expect(await actsOf(id)).toEqual(['receive', 'verify', 'reportStatus', 'register', 'reportStatus', 'directive', 'assign', 'reportStatus', 'urge', 'reportStatus', 'complete', 'archive']);
    expect(await server.parts.reader.get(id)).toMatchObject({ status: 'completed', isArchived: true, links: [{ relation: 'repliedBy', documentId: replyDocumentId }] });
    expect(described['case']).toMatchObject({ agencyId: 'Z01.05', year: 2026, metadata: { documents: [{ arrivalNumber: 1, codeNumber: '15' }] } });
  });

  it.each([['refuseInbound', { reason: 'Gửi nhầm' }, '02', 'refused'], ['recallInbound', {}, '15', 'recalled']])('%s tells the sender once', async (step, input, _, status) => {
    const id = await received();
    await twice(id, step, { ...input, actor: 'vanthu.sgddt' });
    expect(sent).toHaveLength(1);
    expect((await server.parts.reader.get(id)).status).toBe(status);
  });

  it('outbound: from the draft to the delivery, each once', async () => {
    // given
    const { drafts, progress, files } = server.parts;
    const id = await drafts.newOutbound({ ...draftOf({ recipients: [{ unitId: 'Z01.05.13', name: 'Trường THPT Mẫu 2', email: null, purpose: 'execute' }] }), replyToId: null, agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: { username: 'chuyenvien.gdtrh', name: 'Chuyên Viên Mẫu 02' } });
    const add = async (role: 'signed' | 'issued') => drafts.addFile(id, { name: `${role}.pdf`, mediaType: 'application/pdf', role, ...(await files.save(Buffer.from(role))) });
    // when
    await twice(id, 'openDraft', { drafter: 'chuyenvien.gdtrh', unitId: 'Z01.05-GDTrH' });
    await twice(id, 'freezeDraft', { actor: 'chuyenvien.gdtrh' });
    const { findings } = await twice(id, 'checkFormat', { actor: 'chanhvanphong.sgddt' });
    await twice(id, 'recordSendBack', { reason: 'Sửa', actor: 'truongphong.gdtrh' });
    await run('freezeDraft', { documentId: id, actor: 'chuyenvien.gdtrh' }, 'second submission');
    await add('signed');
    await progress.recordApproval(id, { by: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc' });
    await twice(id, 'recordSigned', { actor: 'giamdoc.sgddt' });
    const { issue } = await twice(id, 'allocateIssueNumber', { numbering: { date: '2026-11-20', copies: 1 }, actor: 'vanthu.sgddt' });
    await twice(id, 'attachNumbered', { sha256: (await files.save(Buffer.from('numbered'))).sha256 });
    await add('issued');
    const { lines } = await twice(id, 'issue', { actor: 'vanthu.sgddt' });
    const [line] = lines as { id: string; policy: object }[];
    await twice(id, 'recordChannel', { lineId: line?.id, route: { channels: ['mail'], noPaper: true, rule: 'NĐ 30/2020/NĐ-CP Điều 5' } });
    const { mail } = await twice(id, 'describeMail', { lineId: line?.id });
    await twice(id, 'recordDelivery', { lineId: line?.id, channel: 'mail', externalId: '<1@mau.example>', messageSha256: 'a'.repeat(64) });
    await twice(id, 'recordNoAnswer', { lineId: line?.id });
    // then
    expect(findings).toEqual(expect.arrayContaining(['Quốc hiệu, tiêu ngữ: đạt']));
    expect(issue).toMatchObject({ number: '01', day: 20, month: 11 });
    expect(mail).toMatchObject({ to: ['vanthu.thptmau2@mau.example'], subject: '01/SGDĐT-GDTrH V/v trả lời', text: expect.stringContaining('Người duyệt nội dung: Lãnh Đạo Mẫu 01, Giám đốc') });
    expect((await actsOf(id)).filter((each) => ['sendBack', 'sign', 'allocateNumber', 'issue', 'deliver', 'noAnswer'].includes(each))).toEqual(['sendBack', 'sign', 'allocateNumber', 'issue', 'deliver', 'noAnswer']);
    expect(await server.parts.reader.get(id)).toMatchObject({ status: 'issued', issueNumber: 1, recipients: [{ delivery: 'sent', channels: ['mail'] }] });
  });

  it('a leader who refuses ends the draft', async () => {
    const { drafts, progress } = server.parts;
    const id = await drafts.newOutbound({ ...draftOf(), replyToId: null, agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: { username: 'chuyenvien.gdtrh', name: 'A' } });
    await progress.setStatus(id, 'submitted');
    await twice(id, 'refuseOutbound', { reason: 'Không cần', actor: 'giamdoc.sgddt' });
    expect((await server.parts.reader.get(id)).status).toBe('refused');
  });

  describe('that cannot be done', () => {
    const failure = async (step: string, input: object) => {
      const outcome = await run(step, input, `${step} ${JSON.stringify(input)}`);
      return outcome.kind === 'failed' ? [outcome.code, outcome.retryable, outcome.message] : [outcome.kind];
    };

    it('end as failures with a code and a Vietnamese sentence', async () => {
      const { drafts, progress } = server.parts;
      const draft = await drafts.newOutbound({ ...draftOf({ recipients: [] }), replyToId: null, agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: { username: 'chuyenvien.gdtrh', name: 'A' } });
      const inbound = await received();
      expect(await failure('freezeDraft', { documentId: draft })).toEqual(['FIELD_INVALID', false, 'Giá trị không hợp lệ: chưa có nơi nhận.']);
      expect(await failure('recordSigned', { documentId: draft })).toEqual(['NO_SIGNABLE_FILE', false, expect.any(String)]);
      expect(await failure('issue', { documentId: draft })).toEqual(['APPROVAL_VOID', false, expect.any(String)]);
      expect(await failure('issue', { documentId: '77' })).toEqual(['NOT_FOUND', false, 'Không tìm thấy văn bản, hoặc bạn không được xem.']);
      expect(await failure('recordDirective', { documentId: inbound, directive: { text: 'x', leadUnitId: 'Z02.01' } })).toEqual(['FIELD_INVALID', false, 'Giá trị không hợp lệ: đơn vị không thuộc cơ quan này: Z02.01.']);
      await drafts.addFile(draft, { name: 's.pdf', mediaType: 'application/pdf', size: 1, sha256: 'b'.repeat(64), role: 'signed' });
      expect(await failure('allocateIssueNumber', { documentId: draft, numbering: { date: '2027-01-01' } })).toEqual(['FIELD_INVALID', false, 'Giá trị không hợp lệ: ngày ban hành ở tương lai.']);
      expect(await progress.approvalMatches(draft)).toBe(false);
    });

    it('no mail leaves whose text is not the approved one', async () => {
      const { drafts, progress, reader } = server.parts;
      const id = await drafts.newOutbound({ ...draftOf({ recipients: [{ unitId: 'Z01.05.13', name: 'Trường THPT Mẫu 2', email: null, purpose: 'execute' }] }), replyToId: null, agencyId: 'Z01.05', unitId: 'Z01.05-GDTrH', drafter: { username: 'chuyenvien.gdtrh', name: 'A' } });
      const lineId = (await reader.get(id)).recipients[0]?.id;
      expect((await failure('describeMail', { documentId: id, lineId }))[0]).toBe('APPROVAL_VOID');
      await progress.recordApproval(id, { by: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc' });
      await drafts.save(id, draftOf({ body: 'Nội dung khác.' }), { username: 'chuyenvien.gdtrh', name: 'A' });
      expect((await failure('describeMail', { documentId: id, lineId }))[0]).toBe('APPROVAL_VOID');
    });

    it('steps let only who was given the work see the document', async () => {
      const id = await received();
      const viewer = { agencyIds: [], principals: [userPrincipal('chuyenvien.tccb')] };
      expect(await server.parts.reader.canSee(viewer, id)).toBe(false);
      await run('openDraft', { documentId: id, drafter: 'chuyenvien.tccb', unitId: 'Z01.05-TCCB' }, 'open');
      expect(await server.parts.reader.canSee(viewer, id)).toBe(true);
    });
  });
});
