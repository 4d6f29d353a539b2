import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentDetail, DocumentSummary, Page } from '@vanthu/model';
import { Person, until } from '../../../tools/demo/client.mjs';
import type { Desk } from './browser/desk.js';
import { sendLetter } from './browser/letter.js';
import { Office } from './browser/office.js';
import { signWithPins } from './browser/signing-dialog.js';
import { verdictsOfPdfsig } from './outside-tools.js';

const subject = 'báo cáo việc dùng văn bản điện tử';
const replySubject = 'Báo cáo việc gửi, nhận văn bản điện tử quý IV';
const firstBody = 'Sở Giáo dục và Đào tạo báo cáo: các đơn vị trực thuộc đã gửi, nhận văn bản điện tử từ ngày 01 tháng 9.';
const addedBody = '\n\nThời hạn thực hiện: 10 ngày làm việc.';
const letter = { subject, notation: '417/CM-VP' };
const minuteMs = 60_000;
/** The mailbox and the inbox each look every few seconds. */
const arrivalMs = 60_000;

describe('the main path in the browser, by clicking', () => {
  let office: Office;
  let clerk: Desk;
  let leader: Desk;
  let head: Desk;
  let specialist: Desk;
  let formatChecker: Desk;

  const walk = (title: string, part: () => Promise<void>): void => it(title, () => office.walk(title, part), 3 * minuteMs);

  beforeAll(async () => {
    office = await Office.open();
    clerk = await office.seat('vanthu.sgddt');
  }, 2 * minuteMs);

  afterAll(() => office?.close(), minuteMs);

  walk('shows a letter that arrives in an empty inbox, and announces the next', async () => {
    await clerk.look('01-inbox-empty');
    await sendLetter(office.system, letter);
    await clerk.line('Tiếp nhận, vào sổ', subject).waitFor({ timeout: arrivalMs });
    await sendLetter(office.system, letter);
    const announcement = clerk.page.getByRole('button', { name: '1 việc mới' });
    await announcement.waitFor({ timeout: arrivalMs });
    await clerk.click(announcement);
    await clerk.line('Tiếp nhận, vào sổ', subject).nth(1).waitFor();
    await clerk.look('02-inbox');
  });

  walk('opens a task with j, k and Enter', async () => {
    const [first, second] = [clerk.line('Tiếp nhận, vào sổ', subject).nth(0), clerk.line('Tiếp nhận, vào sổ', subject).nth(1)];
    await clerk.page.keyboard.press('j');
    await clerk.page.keyboard.press('j');
    expect(await second.evaluate((line) => line === line.ownerDocument.activeElement)).toBe(true);
    await clerk.page.keyboard.press('k');
    expect(await first.evaluate((line) => line === line.ownerDocument.activeElement)).toBe(true);
    await clerk.page.keyboard.press('Enter');
    await clerk.heading('Tiếp nhận, vào sổ').waitFor();
    expect(await clerk.field('Số, ký hiệu').inputValue()).toBe('417/CM-VP');
  });

  walk('shows a missing field beside it and keeps what was typed', async () => {
    // when
    await clerk.fill('Cơ quan ban hành', 'Cục Mẫu về Văn bản');
    await clerk.fill('Trích yếu', '');
    await clerk.press('Vào sổ văn bản đến');
    // then
    await clerk.page.getByText('1 mục chưa đúng').waitFor();
    await clerk.look('03-receive-missing');
    expect(await clerk.errorOf(clerk.field('Trích yếu'))).toBe('Phải nhập mục này.');
    expect(await clerk.field('Cơ quan ban hành').inputValue()).toBe('Cục Mẫu về Văn bản');
    await clerk.fill('Cơ quan ban hành', 'Cục Mẫu');
    await clerk.fill('Trích yếu', `V/v ${subject}`);
  });

  walk('registers once although the button is pressed twice', async () => {
    await clerk.look('04-receive');
    expect(await clerk.pressTwice(clerk.button('Vào sổ văn bản đến'))).toBe(1);
    const register = await inbound(office, 'registered');
    expect(register.map((each) => each.arrivalNumber)).toEqual([1]);
  });

  walk('shows the duplicate before it is registered, and refuses it with a reason', async () => {
    // when
    await clerk.openTask('Tiếp nhận, vào sổ', subject);
    // then
    await clerk.page.getByText('Có thể trùng với một văn bản đã có').waitFor();
    await clerk.page.getByRole('listitem').getByText('Số đến 1').waitFor();
    await clerk.look('05-duplicate');
    await clerk.press('Từ chối tiếp nhận');
    const dialog = clerk.page.getByRole('dialog');
    await dialog.getByLabel(/^Lý do/).fill('Trùng với số đến 1.');
    await clerk.look('06-refuse');
    await clerk.leaving(() => clerk.click(dialog.getByRole('button', { name: 'Từ chối tiếp nhận' })));
    expect(await inbound(office, 'refused')).toHaveLength(1);
  });

  walk('lets the leader direct', async () => {
    leader = await office.seat('giamdoc.sgddt');
    await leader.openTask('Cho ý kiến chỉ đạo', subject);
    await leader.look('10-direct');
    await leader.fill('Ý kiến chỉ đạo', 'Giao Phòng GDTrH chủ trì trả lời.');
    await leader.choose('Đơn vị chủ trì', 'Phòng Giáo dục Trung học');
    await leader.fill('Thời hạn \\(ngày làm việc\\)', '5');
    await leader.look('11-direct-filled');
    expect(await leader.pressTwice(leader.button('Chuyển xử lý'))).toBe(1);
  });

  walk('lets the unit head assign', async () => {
    head = await office.seat('truongphong.gdtrh');
    await head.openTask('Phân công chuyên viên', subject);
    await head.look('20-assign');
    await head.choose('Chuyên viên giải quyết', 'Chuyên Viên Mẫu 02');
    await head.fill('Ý kiến của trưởng đơn vị', 'Soạn văn bản trả lời.');
    await head.finish('Giao chuyên viên');
  });

  walk('lets the specialist draft the reply', async () => {
    specialist = await office.seat('chuyenvien.gdtrh');
    await specialist.openTask('Giải quyết văn bản', subject);
    await specialist.look('30-resolve');
    await specialist.fill('Kết quả, đề xuất giải quyết', 'Trả lời bằng công văn.');
    await specialist.finish('Soạn văn bản trả lời');
    await specialist.openTask('Soạn thảo', 'Trả lời 417/CM-VP');
    await specialist.look('31-draft');
    await specialist.fill('Trích yếu', replySubject);
    await specialist.fill('Nội dung', firstBody);
    for (const name of ['Trường THPT Mẫu 1', 'Trường THPT Mẫu 2']) await addRecipient(specialist, name);
    await specialist.look('32-draft-filled');
    expect(await specialist.pressTwice(specialist.button('Trình duyệt'))).toBe(1);
  });

  walk('lets the unit head send it back with a reason', async () => {
    await head.openTask('Kiểm tra nội dung', replySubject);
    await head.look('40-check');
    await head.press('Trả lại chuyên viên');
    await head.look('41-send-back');
    await head.fill('Lý do trả lại chuyên viên', 'Bổ sung thời hạn thực hiện.');
    await head.finish('Trả lại chuyên viên');
  });

  walk('shows the reason to the specialist, who submits again', async () => {
    await specialist.openTask('Soạn thảo', replySubject);
    await specialist.page.getByText('Bổ sung thời hạn thực hiện.').first().waitFor();
    await specialist.look('33-draft-again');
    await specialist.fill('Nội dung', firstBody + addedBody);
    await specialist.finish('Trình duyệt');
  });

  walk('passes content and format checks', async () => {
    await head.openTask('Kiểm tra nội dung', replySubject);
    await head.finish('Đồng ý, chuyển kiểm tra thể thức');
    formatChecker = await office.seat('chanhvanphong.sgddt');
    await formatChecker.openTask('Kiểm tra thể thức', replySubject);
    await formatChecker.look('42-format');
    await formatChecker.finish('Đạt, trình Lãnh đạo ký');
  });

  walk('lets the leader sign, after a wrong PIN', async () => {
    await leader.openTask('Duyệt, ký ban hành', replySubject);
    await leader.look('50-sign');
    await leader.press('Ký ban hành');
    await leader.button('Tiếp tục, nhập mã PIN').waitFor();
    await leader.look('51-sign-certificate');
    const [answer] = await signWithPins(leader, ['000000', office.system.sandbox.pin]);
    expect(answer).toMatch(/PIN/);
  });

  walk('lets the clerk number and seal', async () => {
    await clerk.openTask('Cấp số, vào sổ', replySubject);
    await clerk.look('60-number');
    await clerk.press('Cấp số và vào sổ');
    await clerk.look('60-number-sure');
    expect(await clerk.pressTwice(clerk.page.getByRole('dialog').getByRole('button', { name: 'Cấp số và vào sổ' }))).toBe(1);
    await clerk.openTask('Ký số cơ quan, phát hành', replySubject);
    await clerk.look('61-seal');
    await clerk.press('Ký số cơ quan và phát hành');
    await signWithPins(clerk, [office.system.sandbox.pin]);
    await clerk.page.goto(`${office.system.url}/documents/${(await reply(office)).id}`);
    await clerk.page.getByText('Đã phát hành').first().waitFor();
    await clerk.look('70-document');
  });

  it('has issued the document, signed twice as an outside verifier sees it', async () => {
    const person = asClerk(office);
    const issued = await until('the issue', async () => {
      const document = await reply(office);
      return document.status === 'issued' && document;
    });
    expect(issued.notation).toMatch(/^01\//);
    const file = issued.files.find((each) => each.role === 'issued');
    const pdf = path.join(office.folder, 'issued.pdf');
    await writeFile(pdf, await person.download(`/api/documents/${issued.id}/files/${file?.id}`));
    const good = { signature: 'Signature is Valid.', certificate: 'Certificate is Trusted.' };
    expect(await verdictsOfPdfsig(pdf, office.system.sandbox.caFile)).toEqual([good, good]);
  }, minuteMs);

  it('made no page complain', () => {
    expect(office.desks.map(({ username, log }) => [username, log.complaints])).toEqual(office.desks.map(({ username }) => [username, []]));
  });
});

function asClerk(office: Office): Person {
  return new Person(office.system.url, 'vanthu.sgddt', office.system.sandbox.samplePassword);
}

async function inbound(office: Office, status: string): Promise<readonly DocumentDetail[]> {
  const person = asClerk(office);
  const { items } = await person.get<Page<DocumentSummary>>('/api/documents?direction=inbound&limit=50');
  const all = await Promise.all(items.map((each) => person.get<DocumentDetail>(`/api/documents/${each.id}`)));
  return all.filter((each) => each.status === status);
}

async function reply(office: Office): Promise<DocumentDetail> {
  const person = asClerk(office);
  const { items } = await person.get<Page<DocumentSummary>>(`/api/documents?direction=outbound&q=${encodeURIComponent(replySubject)}`);
  return person.get<DocumentDetail>(`/api/documents/${items[0]?.id}`);
}

async function addRecipient(desk: Desk, name: string): Promise<void> {
  await desk.fill('Thêm đơn vị hoặc địa chỉ thư', name);
  await desk.click(desk.page.getByRole('option').filter({ hasText: name }).first());
}
