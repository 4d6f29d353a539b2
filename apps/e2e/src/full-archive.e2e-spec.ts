import type { DocumentDetail, IncidentView, Page, TrailEntry } from '@vanthu/model';
import { until } from '../../../tools/demo/client.mjs';
import { composeLetter } from '../../../tools/demo/compose-letter.mjs';
import { completeTask } from '../../../tools/demo/office.mjs';
import { Office } from './office.js';
import { mountSmallDisk, type SmallDisk } from './small-disk.js';

describe('a full disk under the archive', () => {
  let disk: SmallDisk;
  let office: Office;

  beforeAll(async () => {
    disk = await mountSmallDisk(2);
    await disk.fill();
    office = await Office.open({ ARCHIVE_DIR: disk.folder, ...disk.environment });
  }, 60_000);

  afterAll(async () => {
    await office?.close();
    await disk?.unmount();
  }, 60_000);

  it('stops the case with an incident that says what to do; after room is made the operator retries and it is archived whole', async () => {
    // given
    const [clerk, leader, operator] = [office.person('vanthu.sgddt'), office.person('giamdoc.sgddt'), office.person('quantri.sgddt')];
    const scan = await composeLetter({ subject: 'Lưu vào kho đầy', notation: '9/CM-VP' });
    const document = await office.handIn({ subject: 'Lưu vào kho đầy', notation: '9/CM-VP' }, [{ name: 'cong-van.pdf', content: scan }]);
    const registration = { sender: 'Cục Mẫu', notation: '9/CM-VP', documentDate: '2026-11-20', type: 'CV', subject: 'Lưu vào kho đầy', urgency: '1', secrecy: '0' };
    const now = () => clerk.get<DocumentDetail>(`/api/documents/${document.id}`);
    // when
    await completeTask(clerk, 'receive', document.id, 'register', { registration });
    await completeTask(leader, 'direct', document.id, 'keep', { directive: { text: 'Lưu.', leadUnitId: 'Z01.05-VP' } });
    const incident = await until('the incident', async () => (await operator.get<Page<IncidentView>>('/api/operations/incidents')).items[0], 60);
    // then
    expect(incident).toMatchObject({ type: 'JOB_NO_RETRIES', document: { id: document.id }, message: expect.stringContaining('Kho lưu trữ đã đầy') });
    expect((await now()).isArchived).toBe(false);
    // and when
    await disk.makeRoom();
    await operator.post(`/api/operations/incidents/${incident.key}/resolve`);
    await until('the case archived', async () => (await now()).isArchived);
    // then
    expect((await operator.get<Page<IncidentView>>('/api/operations/incidents')).items).toEqual([]);
    const { files } = await clerk.get<{ files: { path: string }[] }>(`/api/documents/${document.id}/archive`);
    const kept = await Promise.all(files.filter((each) => each.path.includes('objects/')).map((each) => clerk.download(`/api/documents/${document.id}/archive/files?path=${encodeURIComponent(each.path)}`)));
    expect(kept.some((each) => each.equals(scan))).toBe(true);
    expect((await clerk.get<TrailEntry[]>(`/api/documents/${document.id}/trail`)).filter((each) => each.act === 'archive')).toHaveLength(1);
  }, 120_000);
});
