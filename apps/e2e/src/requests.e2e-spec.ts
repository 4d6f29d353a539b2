import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentSummary, LintFinding, Page, Routing } from '@vanthu/model';
import { findTask } from '../../../tools/demo/office.mjs';
import { until } from '../../../tools/demo/client.mjs';
import { Office, agencyId, refusalOf } from './office.js';

const registration = { sender: 'Cục Mẫu', notation: '8/CM-VP', documentDate: '2026-11-20', type: 'CV', subject: 'Báo cáo', urgency: '1', secrecy: '0' };

describe('requests that do not fit', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);

  afterAll(() => office.close(), 60_000);

  const clerk = () => office.person('vanthu.sgddt');
  const receiveTask = (documentId: string) => until('the task', () => findTask(clerk(), 'receive', documentId));

  describe('forms', () => {
    it('names the path of every missing or wrong field and leaves the task open', async () => {
      // given
      const document = await office.handIn({ subject: 'Thiếu trường', notation: '1/CM' });
      const { key } = await receiveTask(document.id);
      // when
      const { notation: _, ...rest } = registration;
      const refusal = await refusalOf(clerk().post(`/api/tasks/${key}/complete`, { outcome: 'register', data: { registration: { ...rest, documentDate: 'hôm qua', type: 'KHONGCO' } } }));
      // then
      expect(refusal).toMatchObject({ status: 400, code: 'INPUT_INVALID' });
      expect([...refusal.paths].sort()).toEqual(['registration.documentDate', 'registration.notation', 'registration.type']);
      expect(await findTask(clerk(), 'receive', document.id)).toMatchObject({ key });
      expect((await clerk().get<DocumentSummary>(`/api/documents/${document.id}`)).arrivalNumber).toBeNull();
    }, 60_000);

    it('refuses an outcome the step does not have and a refusal without its reason', async () => {
      const { key } = await receiveTask((await office.handIn({ subject: 'Lựa chọn lạ', notation: '2/CM' })).id);
      expect(await refusalOf(clerk().post(`/api/tasks/${key}/complete`, { outcome: 'approve', data: {} }))).toMatchObject({ status: 400, code: 'OUTCOME_UNKNOWN' });
      expect(await refusalOf(clerk().post(`/api/tasks/${key}/complete`, { outcome: 'refuse', data: {} }))).toMatchObject({ status: 400, code: 'INPUT_INVALID', paths: ['reason'] });
    }, 60_000);

    it('refuses to register what the clerk marks as secret', async () => {
      const { key } = await receiveTask((await office.handIn({ subject: 'Đóng dấu khi vào sổ', notation: '3/CM' })).id);
      expect(await refusalOf(clerk().post(`/api/tasks/${key}/complete`, { outcome: 'register', data: { registration: { ...registration, secrecy: '2' } } }))).toMatchObject({ status: 422, code: 'SECRET_MARKED' });
    }, 60_000);

    it('refuses a secret draft, new or saved over one that was not', async () => {
      // given
      const specialist = office.person('chuyenvien.gdtrh');
      const draft = { type: 'CV', subject: 'Dự thảo thường', body: 'Nội dung.', secrecy: 0, recipients: [{ unitId: 'Z01.41', name: 'Ủy ban nhân dân phường Mẫu B' }] };
      const { id } = await specialist.post<DocumentSummary>('/api/documents', draft);
      // when
      const [made, saved] = [await refusalOf(specialist.post('/api/documents', { ...draft, subject: 'Dự thảo kín', secrecy: 1 })), await refusalOf(specialist.put(`/api/documents/${id}/draft`, { ...draft, secrecy: 3 }))];
      // then
      expect([made, saved]).toMatchObject([{ status: 422, code: 'SECRET_REFUSED' }, { status: 422, code: 'SECRET_REFUSED' }]);
      expect((await specialist.get<Page<DocumentSummary>>(`/api/documents?q=${encodeURIComponent('Dự thảo kín')}`)).items).toEqual([]);
    }, 60_000);
  });

  describe('diagrams', () => {
    const administrator = () => office.person('quantri.sgddt');
    const routing = () => administrator().get<Routing>(`/api/families/inbound/routing?unit=${agencyId}`);

    it.each([
      ['is no XML', () => Promise.resolve('đây không phải là BPMN')],
      ['breaks off', async () => (await diagram()).slice(0, 3000)],
      ['declares an entity', async () => (await diagram()).replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>')],
    ])('a file that %s is found by the check, refused for publication, and the routing stays', async (_, makeXml) => {
      // given
      const xml = await makeXml();
      const before = await routing();
      // when
      const { findings } = await administrator().post<{ findings: LintFinding[] }>('/api/families/inbound/lint', { xml });
      const refusal = await refusalOf(administrator().post('/api/families/inbound/variants', { unitId: agencyId, xml }));
      // then
      expect(findings.filter((each) => each.severity === 'error')).not.toEqual([]);
      for (const { message } of findings) expect(message.vi).not.toBe(message.en);
      expect(refusal).toMatchObject({ status: 422, code: 'VARIANT_INVALID', extra: { findings } });
      expect(await routing()).toEqual(before);
    }, 60_000);

    const diagram = () => readFile(path.resolve(import.meta.dirname, '../../../processes/inbound/inbound.bpmn'), 'utf8');
  });

  describe('rights', () => {
    it.each([
      ['chuyenvien.gdtrh', 'GET', '/api/registers'],
      ['chuyenvien.gdtrh', 'GET', '/api/registers/1/entries'],
      ['chuyenvien.gdtrh', 'GET', '/api/documents/duplicates?sender=a&notation=b&date=2026-11-20'],
      ['chuyenvien.gdtrh', 'POST', '/api/documents/inbound'],
      ['chuyenvien.gdtrh', 'GET', '/api/intake/refusals'],
      ['chuyenvien.gdtrh', 'GET', '/api/documents/1/recipients/1/message'],
      ['giamdoc.sgddt', 'GET', '/api/families'],
      ['giamdoc.sgddt', 'GET', `/api/families/inbound/routing?unit=${agencyId}`],
      ['giamdoc.sgddt', 'POST', '/api/families/inbound/lint'],
      ['giamdoc.sgddt', 'POST', '/api/families/inbound/variants'],
      ['vanthu.sgddt', 'GET', '/api/operations/incidents'],
      ['vanthu.sgddt', 'POST', '/api/operations/incidents/1/resolve'],
      ['quantri.sgddt', 'POST', '/api/documents'],
    ] as const)('%s may not %s %s', async (username, method, route) => {
      const person = office.person(username);
      expect(await refusalOf(method === 'GET' ? person.get(route) : person.post(route))).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    });

    it('an administrator of one agency does not publish for another', async () => {
      const refusal = await refusalOf(office.person('quantri.bomau').post('/api/families/inbound/variants', { unitId: agencyId, xml: '<x/>' }));
      expect(refusal).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    });

    it('another agency sees neither the document nor its task', async () => {
      // given
      const document = await office.handIn({ subject: 'Chỉ của Sở', notation: '4/CM' });
      const { key } = await receiveTask(document.id);
      const stranger = office.person('vanthu.bomau');
      // then
      for (const route of [`/api/documents/${document.id}`, `/api/documents/${document.id}/trail`, `/api/documents/${document.id}/diagram`, `/api/documents/${document.id}/archive`, `/api/tasks/${key}`]) {
        expect(await refusalOf(stranger.get(route))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      }
      for (const act of ['claim', 'unclaim', 'complete', 'signing']) {
        const body = act === 'complete' ? { outcome: 'register', data: { registration } } : act === 'signing' ? { certificateChain: ['AA=='] } : {};
        expect(await refusalOf(stranger.post(`/api/tasks/${key}/${act}`, body))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      }
      expect((await stranger.get<Page<DocumentSummary>>(`/api/documents?q=${encodeURIComponent('Chỉ của Sở')}`)).items).toEqual([]);
    }, 60_000);

    it.each([
      '/api/documents/1', '/api/documents/abc', '/api/documents/99999999999999999999', '/api/documents/1/trail', '/api/documents/1/files/1', '/api/documents/1/archive', '/api/tasks/1', '/api/tasks/x', '/api/registers/1/entries', '/api/khong-co',
    ])('GET %s is answered with 404 and a problem', async (route) => {
      expect(await refusalOf(clerk().get(route))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    });

    it.each([
      ['quantri.sgddt', '/api/operations/incidents/1/resolve', {}],
      ['quantri.sgddt', '/api/families/khong-co/variants', { unitId: agencyId, xml: '<x/>' }],
      ['vanthu.sgddt', '/api/tasks/1/complete', { outcome: 'register', data: {} }],
      ['vanthu.sgddt', '/api/tasks/1/claim', {}],
    ])('%s POST %s about nothing is answered with 404', async (username, route, body) => {
      expect(await refusalOf(office.person(username).post(route, body))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    });
  });

  describe('sessions', () => {
    const call = (method: string, route: string, headers: Record<string, string>, body?: string) => fetch(`${office.system.url}${route}`, { method, headers, ...(body !== undefined && { body }) });
    const json = { 'content-type': 'application/json' };

    async function signedIn(): Promise<{ cookie: string; csrfToken: string }> {
      const response = await call('POST', '/api/session', json, JSON.stringify({ username: 'vanthu.sgddt', password: office.system.sandbox.samplePassword }));
      const { csrfToken } = (await response.json()) as { csrfToken: string };
      return { cookie: response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '), csrfToken };
    }

    it.each(['without', 'with a wrong'])('refuses a change %s CSRF token', async (kind) => {
      const { cookie } = await signedIn();
      const response = await call('POST', '/api/tasks/1/claim', { cookie, ...json, ...(kind === 'with a wrong' && { 'x-csrf-token': 'x'.repeat(43) }) }, '{}');
      expect({ status: response.status, problem: await response.json() }).toMatchObject({ status: 403, problem: { code: 'CSRF_TOKEN_INVALID' } });
    });

    it('refuses everything without a session, and with one that has ended', async () => {
      // given
      const { cookie, csrfToken } = await signedIn();
      const ended = await call('DELETE', '/api/session', { cookie, 'x-csrf-token': csrfToken });
      // then
      expect(ended.status).toBe(204);
      const headersOfNobody: readonly Record<string, string>[] = [{}, { cookie }];
      for (const headers of headersOfNobody) {
        for (const route of ['/api/tasks', '/api/documents', '/api/registers', '/api/session', '/api/units']) {
          const response = await call('GET', route, headers);
          expect({ route, status: response.status, problem: await response.json() }).toMatchObject({ route, status: 401, problem: { code: 'NOT_SIGNED_IN' } });
        }
      }
    });

    it.each([
      ['no JSON', '{"outcome":', json],
      ['another media type', 'outcome=register', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['an array', '[]', json],
    ])('answers a body that is %s with 400 or 415 and a problem', async (_, body, headers) => {
      const { cookie, csrfToken } = await signedIn();
      const response = await call('POST', '/api/tasks/1/complete', { cookie, 'x-csrf-token': csrfToken, ...headers }, body);
      expect([400, 415]).toContain(response.status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    });

    it('answers a wrong password in words, and slows down guessing', async () => {
      const attempt = async () => (await (await call('POST', '/api/session', json, JSON.stringify({ username: 'truongphong.tccb', password: 'sai' }))).json()) as { code: string };
      const codes = [];
      for (let index = 0; index < 7; index++) codes.push((await attempt()).code);
      expect(codes[0]).toBe('LOGIN_FAILED');
      expect(codes.at(-1)).toBe('LOGIN_THROTTLED');
    });
  });
});
