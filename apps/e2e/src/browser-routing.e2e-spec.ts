import { readFile } from 'node:fs/promises';
import type { Routing } from '@vanthu/model';
import { Person, ProblemError } from '../../../tools/demo/client.mjs';
import type { Desk } from './browser/desk.js';
import { Office } from './browser/office.js';

const newName = 'Kiểm tra nội dung, căn cứ pháp lý';
const guardrail = 'Có đường kết thúc "đã duyệt" mà không qua bước ký ban hành';
/** The unit that `quantri.sgddt` acts in. */
const unit = { id: 'Z01.05-VP', name: 'Văn phòng Sở' };
const minuteMs = 60_000;

describe('the routing editor, by clicking', () => {
  let office: Office;
  let administrator: Desk;

  const walk = (title: string, part: () => Promise<void>): void => it(title, () => office.walk(title, part), 2 * minuteMs);

  beforeAll(async () => {
    office = await Office.open();
    administrator = await office.seat('quantri.sgddt');
  }, 2 * minuteMs);

  afterAll(() => office?.close(), minuteMs);

  walk('opens a family on its diagram', async () => {
    await administrator.click(administrator.page.getByRole('navigation').getByRole('link', { name: 'Quy trình' }));
    const row = administrator.page.getByRole('row').filter({ hasText: 'Duyệt, trình ký' });
    await row.getByText('Bản gốc').waitFor();
    await administrator.look('80-families');
    await administrator.click(row.getByRole('link', { name: 'Xem và sửa' }));
    await shape(administrator, 'Kiểm tra nội dung').waitFor();
    await administrator.page.getByText('Không có lỗi. Có thể xuất bản.').waitFor();
    await administrator.look('81-editor');
    expect(await administrator.button('Xuất bản cho đơn vị').isDisabled()).toBe(true);
  });

  walk('publishes a changed name for the own unit', async () => {
    await administrator.click(shape(administrator, 'Kiểm tra nội dung'));
    const panel = administrator.page.getByRole('region', { name: 'Thuộc tính' });
    await administrator.click(panel.getByText('Chung', { exact: true }));
    const name = panel.getByLabel('Tên', { exact: true }).first();
    await name.fill(newName);
    await name.press('Tab');
    await administrator.page.getByText('Có thay đổi chưa xuất bản').waitFor();
    await administrator.look('82-editor-changed');
    await administrator.press('Xuất bản cho đơn vị');
    await administrator.look('83-publish');
    await administrator.click(administrator.page.getByRole('dialog').getByRole('button', { name: 'Xuất bản cho đơn vị' }));
    await administrator.page.getByRole('dialog').waitFor({ state: 'detached' });
    await administrator.page.getByText(`Đang dùng của: ${unit.name}`).waitFor();
    const published = await asAdministrator(office).get<Routing>(`/api/families/approval/routing?unit=${unit.id}`);
    expect(published).toMatchObject({ sourceUnitId: unit.id, sourceName: unit.name });
    expect(published.xml).toContain(newName);
  });

  walk('shows the unit as the source in the list', async () => {
    await administrator.click(administrator.page.getByRole('navigation').getByRole('link', { name: 'Quy trình' }));
    await administrator.page.getByRole('row').filter({ hasText: 'Duyệt, trình ký' }).getByText(unit.name).waitFor();
  });

  walk('refuses a variant without the signature, on the page and at the server', async () => {
    // given
    await administrator.click(administrator.page.getByRole('row').filter({ hasText: 'Duyệt, trình ký' }).getByRole('link', { name: 'Xem và sửa' }));
    await administrator.click(shape(administrator, 'Duyệt, ký ban hành'));
    // when
    await administrator.page.keyboard.press('Delete');
    // then
    await administrator.page.getByRole('region', { name: 'Lỗi và cảnh báo' }).getByText(guardrail).waitFor();
    await administrator.look('84-guardrail');
    expect(await administrator.button('Xuất bản cho đơn vị').isDisabled()).toBe(true);
    const xml = await downloaded(administrator);
    const refusal = await asAdministrator(office).post('/api/families/approval/variants', { unitId: unit.id, xml }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ProblemError);
    const { problem } = refusal as ProblemError;
    expect(problem?.code).toBe('VARIANT_INVALID');
    expect(JSON.stringify(problem)).toContain('signature-in-approval');
  });

  it('made no page complain', () => {
    expect(administrator.log.complaints).toEqual([]);
  });
});

function shape(desk: Desk, name: string) {
  return desk.page.locator('.djs-shape').filter({ hasText: new RegExp(`^${name.replaceAll(' ', '\\s*')}$`) });
}

async function downloaded(desk: Desk): Promise<string> {
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.press('Tải tệp BPMN')]);
  return readFile(await download.path(), 'utf8');
}

function asAdministrator(office: Office): Person {
  return new Person(office.system.url, 'quantri.sgddt', office.system.sandbox.samplePassword);
}
