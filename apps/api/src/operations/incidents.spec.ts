import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DocumentDetail, IncidentView, Page, Problem } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { complete, handIn, registrationOf, taskOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('incidents', () => {
  let server: TestServer;
  let operator: HttpClient;
  let document: DocumentDetail;
  let incident: IncidentView;

  /** Registering fails in a way nobody declared. */
  beforeAll(async () => {
    server = await startTestServer({ environment: { ADMIN_USERNAME: 'root', ADMIN_PASSWORD: 'Vanthu@2026' } });
    operator = await server.as('quantri.sgddt');
    jest.spyOn(server.parts.registers, 'allocateArrivalNumber').mockRejectedValue(new Error('the register burnt'));
    const clerk = await server.as('vanthu.sgddt');
    document = await handIn(clerk);
    await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
    incident = await until('the incident', async () => (await page(operator)).items[0]);
  });
  afterAll(() => server?.stop());
  afterEach(() => void jest.restoreAllMocks());

  const page = (person: HttpClient, query = '') => person.read<Page<IncidentView>>(`/api/operations/incidents?${query}`);

  it('are shown to the operator of the agency, with the document', () => {
    expect(incident).toMatchObject({ elementId: 'register', elementName: 'Cấp số đến', processName: 'Xử lý văn bản đến', document: { id: document.id, subject: document.subject } });
    expect(incident.message).toContain('the register burnt');
  });

  it('are not shown to the operator of another agency, who cannot resolve them either', async () => {
    const foreign = await server.as('quantri.bomau');
    expect((await page(foreign)).items).toEqual([]);
    const { status, body } = await foreign.post<Problem>(`/api/operations/incidents/${incident.key}/resolve`);
    expect([status, body.detail]).toEqual([404, 'Không tìm thấy sự cố, hoặc bạn không được xem.']);
  });

  it('are all shown to the administrator of the system', async () => {
    expect((await page(await server.as('root'), 'limit=1')).items.map((each) => each.key)).toEqual([incident.key]);
  });

  it('go on once resolved', async () => {
    // when: the register is there again
    expect((await operator.post(`/api/operations/incidents/${incident.key}/resolve`)).status).toBe(204);
    // then
    await taskOf(await server.as('giamdoc.sgddt'), 'direct', document.id);
    expect((await page(operator)).items).toEqual([]);
    expect((await operator.post<Problem>(`/api/operations/incidents/${incident.key}/resolve`)).body.code).toBe('INCIDENT_NOT_OPEN');
    expect((await operator.post<Problem>('/api/operations/incidents/1/resolve')).status).toBe(404);
    expect((await operator.post<Problem>('/api/operations/incidents/x/resolve')).status).toBe(404);
  });
});
