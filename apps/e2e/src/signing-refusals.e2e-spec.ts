import type { AgentCertificates, AgentSigningState, DocumentDetail, PreparedSigning } from '@vanthu/model';
import { until, type Person } from '../../../tools/demo/client.mjs';
import { agentOf, findTask, type SigningAgent } from '../../../tools/demo/office.mjs';
import { Office, refusalOf } from './office.js';

describe('signing that goes wrong', () => {
  let office: Office;
  let leader: Person;
  let agent: SigningAgent;
  let document: DocumentDetail;
  let taskKey: string;

  beforeAll(async () => {
    office = await Office.open();
    leader = office.person('giamdoc.sgddt');
    agent = agentOf(office.system.agentUrl, office.system.url);
    document = await office.draftToSign('Văn bản chờ ký');
    taskKey = (await until('the task', () => findTask(leader, 'sign', document.id))).key;
  }, 90_000);

  afterAll(() => office.close(), 60_000);

  async function certificateOf(name: string): Promise<AgentCertificates['certificates'][number]> {
    const { certificates } = await agent.get<AgentCertificates>('/certificates');
    const found = certificates.find((each) => each.subject.includes(name));
    if (!found) throw new Error(`the agent has no certificate of ${name}`);
    return found;
  }

  async function prepare(): Promise<PreparedSigning & { certificateId: string }> {
    const { id, certificateChain } = await certificateOf('Lãnh Đạo Mẫu 01');
    return { ...(await leader.post<PreparedSigning>(`/api/tasks/${taskKey}/signing`, { certificateChain })), certificateId: id };
  }

  const openSigning = ({ certificateId, toBeSigned, summary }: PreparedSigning & { certificateId: string }) => agent.post<{ id: string; confirmUrl: string }>('/signings', { certificateId, toBeSigned, summary });
  const finish = (signingId: string, signature: string) => leader.post(`/api/tasks/${taskKey}/signing/${signingId}`, { signature });
  const now = () => leader.get<DocumentDetail>(`/api/documents/${document.id}`);
  const expectUnsigned = async () => {
    expect((await now()).files.filter((each) => each.role === 'signed')).toEqual([]);
    expect((await now()).approval).toBeNull();
    expect(await findTask(leader, 'sign', document.id)).toMatchObject({ key: taskKey });
  };

  it('the step is not done by saying so', async () => {
    expect(await refusalOf(leader.post(`/api/tasks/${taskKey}/complete`, { outcome: 'sign', data: {} }))).toMatchObject({ status: 400, code: 'OUTCOME_UNKNOWN' });
    await expectUnsigned();
  });

  it('another person’s certificate is refused, naming whose is needed', async () => {
    for (const name of ['Lãnh Đạo Mẫu 02', 'Sở Giáo dục và Đào tạo tỉnh Mẫu']) {
      const { certificateChain } = await certificateOf(name);
      const refusal = await refusalOf(leader.post(`/api/tasks/${taskKey}/signing`, { certificateChain }));
      expect(refusal).toMatchObject({ status: 422, code: 'CERTIFICATE_REFUSED' });
      expect(refusal.detail).toContain('Lãnh Đạo Mẫu 01');
    }
    await expectUnsigned();
  });

  it('a certificate that cannot be read is refused', async () => {
    expect(await refusalOf(leader.post(`/api/tasks/${taskKey}/signing`, { certificateChain: ['MAA='] }))).toMatchObject({ status: 422, code: 'CERTIFICATE_REFUSED' });
  });

  it('a tampered signature, or none at all, is refused', async () => {
    // given
    const prepared = await prepare();
    const { id, confirmUrl } = await openSigning(prepared);
    await agent.confirm(confirmUrl, id, office.system.sandbox.pin);
    const { signature } = await agent.get<AgentSigningState>(`/signings/${id}`);
    const tampered = Buffer.from(signature ?? '', 'base64');
    tampered.writeUInt8(tampered.readUInt8(20) ^ 1, 20);
    // when
    const refusals = [await refusalOf(finish(prepared.signingId, tampered.toString('base64'))), await refusalOf(finish(prepared.signingId, 'AAAA'))];
    // then
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 422, code: 'SIGNATURE_INVALID' });
    await expectUnsigned();
  }, 60_000);

  it('a signature of one signing does not fit another, nor one that never was', async () => {
    // given
    const first = await prepare();
    const second = await until('a signing of another second', async () => {
      const prepared = await prepare();
      return prepared.toBeSigned !== first.toBeSigned && prepared;
    });
    const { id, confirmUrl } = await openSigning(first);
    await agent.confirm(confirmUrl, id, office.system.sandbox.pin);
    const { signature } = await agent.get<AgentSigningState>(`/signings/${id}`);
    // then
    expect(await refusalOf(finish('khong-co', signature ?? ''))).toMatchObject({ status: 410, code: 'SIGNING_EXPIRED' });
    expect(await refusalOf(finish(second.signingId, signature ?? ''))).toMatchObject({ status: 422, code: 'SIGNATURE_INVALID' });
    await expectUnsigned();
  }, 60_000);

  it('a wrong PIN is told on the agent’s page, and signing stays possible', async () => {
    // given
    const prepared = await prepare();
    const { id, confirmUrl } = await openSigning(prepared);
    // when
    const page = await agent.confirm(confirmUrl, id, '000000');
    // then
    expect(page).toMatch(/PIN/);
    expect(await agent.get<AgentSigningState>(`/signings/${id}`)).toMatchObject({ state: 'waiting', signature: null });
    await expectUnsigned();
    // and when
    await agent.confirm(confirmUrl, id, office.system.sandbox.pin);
    const { signature } = await agent.get<AgentSigningState>(`/signings/${id}`);
    await finish(prepared.signingId, signature ?? '');
    // then
    expect((await now()).approval).toMatchObject({ by: 'Lãnh Đạo Mẫu 01' });
  }, 60_000);

  it('a page of another origin gets nothing from the agent', async () => {
    for (const route of ['/certificates', '/signings/x']) {
      const response = await fetch(`${office.system.agentUrl}${route}`, { headers: { origin: 'https://evil.example' } });
      expect(response.status).toBe(403);
    }
  });

  it('a person’s certificate does not seal for the agency', async () => {
    // given
    const clerk = office.person('vanthu.sgddt');
    const number = await until('the task', () => findTask(clerk, 'number', document.id));
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
    await clerk.post(`/api/tasks/${number.key}/complete`, { outcome: 'number', data: { numbering: { date: today, copies: 1 } } });
    const seal = await until('the task', () => findTask(clerk, 'seal', document.id));
    const { certificateChain } = await certificateOf('Lãnh Đạo Mẫu 01');
    // when
    const refusal = await refusalOf(clerk.post(`/api/tasks/${seal.key}/signing`, { certificateChain }));
    // then
    expect(refusal).toMatchObject({ status: 422, code: 'CERTIFICATE_REFUSED' });
    expect((await now()).status).not.toBe('issued');
  }, 60_000);
});
