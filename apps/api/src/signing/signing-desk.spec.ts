import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DocumentDetail, PreparedSigning, Problem } from '@vanthu/model';
import { createSandboxCa, extractText, loadSandboxCa, certificateToPem, verifyPdf, type SandboxCa, type SigningKey } from '@vanthu/signing';
import type { HttpClient } from '../testing/http-client.js';
import { complete, draftUpToSigning, taskOf } from '../testing/office.js';
import { finish, keyOf, prepare, sign } from '../testing/signer.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

const organisation = 'Sở Giáo dục và Đào tạo tỉnh Mẫu';
const person = (commonName: string, title: string) => ({ commonName, organisation, title, kind: 'person' as const });

describe('the signing desk', () => {
  let server: TestServer;
  let ca: SandboxCa;
  let leader: HttpClient;
  let deputy: HttpClient;
  let leaderKey: SigningKey;
  let deputyKey: SigningKey;

  beforeAll(async () => {
    ca = await createSandboxCa();
    server = await startTestServer({ trustPem: ca.certificatePem });
    [leader, deputy] = await Promise.all([server.as('giamdoc.sgddt'), server.as('phogiamdoc.sgddt')]);
    [leaderKey, deputyKey] = await Promise.all([keyOf(ca, person('Lãnh Đạo Mẫu 01', 'Giám đốc')), keyOf(ca, person('Lãnh Đạo Mẫu 02', 'Phó Giám đốc'))]);
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  const waiting = async () => {
    const { id } = await draftUpToSigning((username) => server.as(username));
    return { id, key: (await taskOf(leader, 'sign', id)).key };
  };
  const documentOf = (id: string) => leader.read<DocumentDetail>(`/api/documents/${id}`);
  const lastFile = async (id: string, role: string) => {
    const file = (await documentOf(id)).files.findLast((each) => each.role === role);
    return server.parts.files.read(file?.sha256 ?? '');
  };

  it('signs, records who approved, and goes on', async () => {
    // given
    const { id, key } = await waiting();
    // when
    const prepared = await prepare(leader, key, leaderKey);
    const finished = await finish(leader, key, prepared.body, leaderKey);
    // then
    expect(prepared).toMatchObject({ status: 200 });
    expect(prepared.body.summary).toMatchObject({ title: 'Công văn', subject: 'V/v trả lời', fileName: 'van-ban.pdf' });
    expect([finished.status, finished.body.documentId]).toEqual([200, id]);
    expect((await documentOf(id)).approval).toMatchObject({ by: 'Lãnh Đạo Mẫu 01', title: 'Giám đốc' });
    expect(await verifyPdf(await lastFile(id, 'signed'), { trustedCertificates: [ca.certificate], at: new Date() })).toMatchObject({ overall: 'valid', signatures: [{ signer: expect.stringContaining('Lãnh Đạo Mẫu 01') }] });
    await taskOf(await server.as('vanthu.sgddt'), 'number', id);
    expect((await finish<Problem>(leader, key, prepared.body, leaderKey)).body.code).toBe('TASK_NOT_OPEN');
  });

  it('sets the letter for whoever signs it: KT. for a deputy, the head again for the head', async () => {
    // given
    const { id, key } = await waiting();
    const lettersBefore = (await documentOf(id)).files.length;
    await prepare(leader, key, leaderKey);
    expect((await documentOf(id)).files).toHaveLength(lettersBefore);
    // when
    const byLeader = await prepare(leader, key, leaderKey);
    const byDeputy = await prepare(deputy, key, deputyKey);
    // then
    const text = async () => (await extractText(await lastFile(id, 'main'))).text.normalize('NFC');
    expect(await text()).toMatch(/KT\. GIÁM ĐỐC[\s\S]+PHÓ GIÁM ĐỐC/);
    expect((await finish<Problem>(leader, key, byLeader.body, leaderKey)).body.code).toBe('SIGNING_EXPIRED');
    // when: the head comes back to it
    const again = await prepare(leader, key, leaderKey);
    expect(await text()).not.toContain('KT.');
    expect((await finish<Problem>(deputy, key, byDeputy.body, deputyKey)).body.code).toBe('SIGNING_EXPIRED');
    expect((await finish(leader, key, again.body, leaderKey)).status).toBe(200);
  });

  it('lets a deputy sign', async () => {
    const { id, key } = await waiting();
    expect((await sign(deputy, key, deputyKey)).status).toBe(200);
    expect((await documentOf(id)).approval).toMatchObject({ by: 'Lãnh Đạo Mẫu 02', title: 'Phó Giám đốc' });
    expect((await extractText(await lastFile(id, 'signed'))).text.normalize('NFC')).toContain('KT. GIÁM ĐỐC');
  });

  it('lets one of two sign who finish at once', async () => {
    const { id, key } = await waiting();
    const prepared = (await prepare(leader, key, leaderKey)).body;
    const twice = await Promise.all([finish(leader, key, prepared, leaderKey), finish(leader, key, prepared, leaderKey)]);
    expect(twice.map((each) => each.status).sort()).toEqual([200, 409]);
    expect((await documentOf(id)).files.filter((each) => each.role === 'signed').length).toBeGreaterThan(0);
  });

  describe('certificates', () => {
    let task: { id: string; key: string };
    beforeAll(async () => {
      task = await waiting();
    });

    const refusal = async (key: Pick<SigningKey, 'certificateChain'>) => {
      const { status, body } = await prepare<Problem>(leader, task.key, key);
      return [status, body.code, body.detail];
    };

    it('of somebody else, or of the agency, are refused', async () => {
      expect(await refusal(deputyKey)).toEqual([422, 'CERTIFICATE_REFUSED', expect.stringContaining('cần chứng thư số của Lãnh Đạo Mẫu 01')]);
      expect(await refusal(await keyOf(ca, { commonName: organisation, organisation, kind: 'organisation' }))).toEqual([422, 'CERTIFICATE_REFUSED', expect.stringContaining(organisation)]);
      expect(await refusal(await keyOf(ca, person('Lãnh Đạo Mẫu 011', 'Giám đốc')))).toEqual([422, 'CERTIFICATE_REFUSED', expect.anything()]);
    });

    it('that have expired, or do not serve yet, are refused with their days', async () => {
      const expired = await keyOf(ca, { ...person('Lãnh Đạo Mẫu 01', 'Giám đốc'), notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-12-31T00:00:00Z') });
      expect(await refusal(expired)).toEqual([422, 'CERTIFICATE_REFUSED', 'Không dùng được chứng thư số này: chỉ có hiệu lực từ 01/01/2020 đến 31/12/2021.']);
      const early = await keyOf(ca, { ...person('Lãnh Đạo Mẫu 01', 'Giám đốc'), notBefore: new Date(Date.now() + 86_400_000) });
      expect((await refusal(early))[1]).toBe('CERTIFICATE_REFUSED');
    });

    it('of an authority that is not trusted are refused', async () => {
      const other = await createSandboxCa();
      const key = await keyOf(other, person('Lãnh Đạo Mẫu 01', 'Giám đốc'));
      expect((await refusal(key))[2]).toContain('không do tổ chức được tin cậy cấp');
      expect((await refusal({ certificateChain: [key.certificateChain[0]!, ca.certificate] }))[2]).toContain('không do tổ chức được tin cậy cấp');
    });

    it('that another person made with the own certificate are refused', async () => {
      // given: the deputy plays authority
      const issued = await ca.issueCertificate(person('Lãnh Đạo Mẫu 02', 'Phó Giám đốc'));
      const deputyAsCa = loadSandboxCa({ certificatePem: issued.chainPem.slice(0, issued.chainPem.indexOf('-----END') + 26), privateKeyPem: issued.privateKeyPem });
      const forged = await keyOf(deputyAsCa, person('Lãnh Đạo Mẫu 01', 'Giám đốc'));
      // then
      expect(certificateToPem(forged.certificateChain[1]!)).toBe(deputyAsCa.certificatePem);
      expect((await refusal({ certificateChain: [...forged.certificateChain, ca.certificate] }))[2]).toContain('không do tổ chức được tin cậy cấp');
    });

    it('that cannot be read are refused', async () => {
      expect((await refusal({ certificateChain: [Buffer.from('no certificate')] }))[2]).toContain('không đọc được');
      expect((await leader.post<Problem>(`/api/tasks/${task.key}/signing`, { certificateChain: [] })).status).toBe(400);
    });
  });

  describe('a signing session', () => {
    it('serves one task only', async () => {
      // given
      const [one, other] = [await waiting(), await waiting()];
      const prepared = (await prepare(leader, one.key, leaderKey)).body;
      // when
      const crossed = await finish<Problem>(leader, other.key, prepared, leaderKey);
      // then
      expect([crossed.status, crossed.body.code]).toEqual([410, 'SIGNING_EXPIRED']);
      expect((await documentOf(other.id)).approval).toBeNull();
      expect((await taskOf(leader, 'sign', other.id)).assignee).toBeNull();
      // and one person only
      expect((await finish<Problem>(deputy, one.key, prepared, deputyKey)).body.code).toBe('SIGNING_EXPIRED');
      expect((await finish<Problem>(leader, one.key, { ...prepared, signingId: 'unknown' }, leaderKey)).body.code).toBe('SIGNING_EXPIRED');
    });

    it('ends after ten minutes', async () => {
      const { key } = await waiting();
      const prepared = (await prepare(leader, key, leaderKey)).body;
      const later = Date.now() + 10 * 60_000 + 1;
      jest.spyOn(Date, 'now').mockReturnValue(later);
      expect((await finish<Problem>(leader, key, prepared, leaderKey)).body.code).toBe('SIGNING_EXPIRED');
    });

    it('ends with the step it was opened for', async () => {
      // given
      const { id, key } = await waiting();
      const prepared = (await prepare(leader, key, leaderKey)).body;
      await complete(leader, 'sign', id, 'sendBack', { reason: 'Sửa lại.' });
      const drafter = await server.as('chuyenvien.gdtrh');
      await complete(drafter, 'draft', id, 'submit');
      await complete(await server.as('truongphong.gdtrh'), 'checkContent', id, 'approve');
      await complete(await server.as('chanhvanphong.sgddt'), 'checkFormat', id, 'approve');
      const next = await taskOf(leader, 'sign', id);
      // then
      expect((await finish<Problem>(leader, key, prepared, leaderKey)).body.code).toBe('TASK_NOT_OPEN');
      expect((await finish<Problem>(leader, next.key, prepared, leaderKey)).body.code).toBe('SIGNING_EXPIRED');
    });

    it('takes no signature of another key, of other bytes, or none', async () => {
      // given
      const { id, key } = await waiting();
      const prepared = (await prepare(leader, key, leaderKey)).body;
      const answers = [
        await finish<Problem>(leader, key, prepared, deputyKey),
        await finish<Problem>(leader, key, { ...prepared, toBeSigned: Buffer.from('other').toString('base64') } satisfies PreparedSigning, leaderKey),
        await leader.post<Problem>(`/api/tasks/${key}/signing/${prepared.signingId}`, { signature: '' }),
      ];
      // then
      expect(answers.map((each) => [each.status, each.body.code])).toEqual(Array(3).fill([422, 'SIGNATURE_INVALID']));
      const document = await documentOf(id);
      expect([document.approval, document.files.some((each) => each.role === 'signed')]).toEqual([null, false]);
      expect((await finish(leader, key, prepared, leaderKey)).status).toBe(200);
    });

    it('is for those who were given the step', async () => {
      const { key } = await waiting();
      expect((await prepare(await server.as('vanthu.sgddt'), key, leaderKey)).status).toBe(404);
      expect((await prepare(await server.as('botruong.bomau'), key, leaderKey)).status).toBe(404);
      const drafter = await server.as('chuyenvien.gdtrh');
      const draft = await drafter.write<DocumentDetail>('/api/documents', {});
      expect((await prepare<Problem>(drafter, (await taskOf(drafter, 'draft', draft.id)).key, leaderKey)).body.code).toBe('NO_SIGNABLE_FILE');
    });
  });
});
