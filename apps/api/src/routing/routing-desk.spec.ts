import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate } from '@vanthu/documents';
import type { DocumentDetail, Family, LintFinding, Problem, Routing } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { complete, draftOf, taskOf } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

const processes = path.resolve(import.meta.dirname, '../../../../processes');
const day = (fromToday: number) => localDate(Date.now() + fromToday * 86_400_000);

describe('the routing desk', () => {
  let server: TestServer;
  let admin: HttpClient;
  let approval: string;

  beforeAll(async () => {
    server = await startTestServer({ environment: { ADMIN_USERNAME: 'root', ADMIN_PASSWORD: 'Vanthu@2026' } });
    admin = await server.as('quantri.sgddt');
    approval = await readFile(path.join(processes, 'approval/approval.bpmn'), 'utf8');
  });
  afterAll(() => server?.stop());

  const routing = (unit: string, person = admin) => person.get<Routing & Problem>(`/api/families/approval/routing?unit=${unit}`);
  const publish = (unitId: string, xml: string, effectiveFrom?: string, person = admin) => person.post<Routing & Problem>('/api/families/approval/variants', { unitId, xml, effectiveFrom });
  const renamed = (name: string) => approval.replace('name="Kiểm tra nội dung"', `name="${name}"`);

  it('gives a unit the nearest variant, up to the base', async () => {
    // given
    const before = await routing('Z01.05-GDTrH');
    expect(before.body).toMatchObject({ familyId: 'approval', unitId: 'Z01.05-GDTrH', sourceUnitId: null, sourceName: 'Bản gốc', xml: approval });
    expect((await admin.get<Routing>('/api/families/approval/routing?unit=Z01.05-GDTrH', { 'accept-language': 'en' })).body.sourceName).toBe('Base');
    // when
    expect((await publish('Z01.05', renamed('Kiểm tra của Sở'))).status).toBe(201);
    expect((await publish('Z01.05-GDTrH', renamed('Kiểm tra của Phòng'))).status).toBe(201);
    // then
    const sources = await Promise.all(['Z01.05-GDTrH', 'Z01.05-VP', 'Z01.05'].map(async (unit) => (await routing(unit)).body.sourceUnitId));
    expect(sources).toEqual(['Z01.05-GDTrH', 'Z01.05', 'Z01.05']);
    const { items } = await admin.read<{ items: Family[] }>('/api/families');
    expect(items.find((each) => each.id === 'approval')?.variantUnitIds).toEqual(['Z01.05', 'Z01.05-GDTrH']);
    expect(items.map((each) => each.id)).not.toContain('channel-policy');
  });

  it('runs what was published', async () => {
    // given
    await publish('Z01.05-KHTC', renamed('Kiểm tra kinh phí'));
    const drafter = await server.as('chuyenvien.khtc');
    const { id } = await drafter.write<DocumentDetail>('/api/documents', draftOf());
    // when
    await complete(drafter, 'draft', id, 'submit');
    // then
    expect((await taskOf(await server.as('truongphong.khtc'), 'checkContent', id)).name).toBe('Kiểm tra kinh phí');
  });

  it('lets a variant begin on a later day, never on a past one', async () => {
    expect((await publish('Z01.05-TCCB', renamed('Kiểm tra từ mai'), day(2))).body).toMatchObject({ effectiveFrom: day(2), sourceUnitId: 'Z01.05-TCCB' });
    expect((await routing('Z01.05-TCCB')).body.sourceUnitId).not.toBe('Z01.05-TCCB');
    const past = await publish('Z01.05-TCCB', approval, day(-1));
    expect([past.status, past.body.errors]).toEqual([400, [expect.objectContaining({ path: 'effectiveFrom', code: 'FIELD_INVALID' })]]);
    expect((await publish('Z01.05-TCCB', approval, 'tomorrow')).status).toBe(400);
  });

  it.each<[string, (xml: string) => string, string]>([
    ['does not parse', () => '<bpmn:definitions', ''],
    ['signs nothing', (xml) => xml.replace('sourceRef="isFormatGood" targetRef="sign"', 'sourceRef="isFormatGood" targetRef="approved"'), 'signature-in-approval'],
    ['is another process', (xml) => xml.replace('<bpmn:process id="approval"', '<bpmn:process id="other"').replace('bpmnElement="approval"', 'bpmnElement="other"'), 'process-id'],
    ['asks for work nobody does', (xml) => xml.replace('documents:recordSigned:1', 'documents:shred:1'), 'job-type-unknown'],
    ['computes its work', (xml) => xml.replace('type="documents:recordSigned:1"', 'type="=&quot;mail:&quot; + &quot;send:1&quot;"'), 'job-type-computed'],
    ['brings a second process along', (xml) => xml.replace('</bpmn:definitions>', '<bpmn:process id="outbound" isExecutable="true"><bpmn:startEvent id="s2" /></bpmn:process></bpmn:definitions>'), 'process-single'],
  ])('publishes nothing that %s, and says what is wrong', async (_, change, rule) => {
    // given
    const xml = change(approval);
    expect(xml).not.toBe(approval);
    // when
    const { status, body } = await publish('Z01.05-VP', xml);
    const lint = await admin.post<{ findings: LintFinding[] }>('/api/families/approval/lint', { xml });
    // then
    expect([status, body.code]).toEqual([422, 'VARIANT_INVALID']);
    const findings = (body.extra as { findings: LintFinding[] }).findings;
    expect(findings).toEqual(lint.body.findings);
    expect(findings.every((each) => each.message.vi !== '' && each.message.en !== '')).toBe(true);
    if (rule !== '') expect(findings.map((each) => each.rule)).toContain(rule);
    expect((await routing('Z01.05-VP')).body.sourceUnitId).not.toBe('Z01.05-VP');
  });

  it('finds nothing wrong with the bases', async () => {
    for (const family of ['inbound', 'outbound', 'approval']) {
      const xml = await readFile(path.join(processes, family, `${family}.bpmn`), 'utf8');
      const { findings } = await admin.write<{ findings: LintFinding[] }>(`/api/families/${family}/lint`, { xml });
      expect([family, findings.filter((each) => each.severity === 'error')]).toEqual([family, []]);
    }
  });

  it('is for the administrators of the unit', async () => {
    const foreign = await server.as('quantri.bomau');
    expect((await routing('Z01.05', foreign)).body).toMatchObject({ code: 'NOT_ALLOWED', detail: 'Bạn không có quyền làm việc này. Cần vai trò: quản trị đơn vị.' });
    expect((await publish('Z01.05', approval, undefined, foreign)).status).toBe(403);
    expect((await publish('Z01', approval)).status).toBe(403);
    expect((await publish('Z77', approval)).body.code).toBe('NOT_FOUND');
    expect((await admin.get('/api/families/nothing/routing?unit=Z01.05')).status).toBe(404);
    expect((await foreign.read<{ items: Family[] }>('/api/families')).items.flatMap((each) => each.variantUnitIds)).toEqual([]);
  });

  it('lets the administrator of the system into every unit', async () => {
    const root = await server.as('root');
    expect((await routing('Z01.05', root)).status).toBe(200);
    expect((await root.read<{ items: Family[] }>('/api/families')).items.flatMap((each) => each.variantUnitIds)).toContain('Z01.05-GDTrH');
  });
});
