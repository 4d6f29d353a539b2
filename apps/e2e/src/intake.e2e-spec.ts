import type { DocumentDetail, Page, TrailEntry } from '@vanthu/model';
import { until } from '../../../tools/demo/client.mjs';
import { composeLetter } from '../../../tools/demo/compose-letter.mjs';
import { axisMessages } from './axis-messages.js';
import { Office, refusalOf } from './office.js';

const MEBIBYTE = 1024 * 1024;

/** A Windows program under the name of a PDF. */
const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(4096, 1)]);

describe('what comes in and does not fit', () => {
  let office: Office;
  let pdf: Buffer;

  beforeAll(async () => {
    office = await Office.open();
    pdf = await composeLetter({ subject: 'báo cáo tình hình', notation: '7/CM-VP' });
  }, 60_000);

  afterAll(() => office.close(), 60_000);

  const trailOf = (id: string) => office.person('vanthu.sgddt').get<TrailEntry[]>(`/api/documents/${id}/trail`);
  const refusals = async () => (await office.person('vanthu.sgddt').get<Page<{ subject?: string }>>('/api/intake/refusals?limit=100')).items;
  const filesOf = (document: DocumentDetail) => document.files.map(({ name, role }) => `${role} ${name}`);

  it('takes a letter whose "PDF" is a program without that file, and the trail says so', async () => {
    // given
    const good = await composeLetter({ subject: 'Tệp không đúng như tên', notation: '6/CM-VP' });
    // when
    await office.mail({
      subject: 'Tệp không đúng như tên', text: 'Gửi kèm.',
      files: [
        { filename: 'cong-van.pdf', content: program, contentType: 'application/pdf' },
        { filename: 'that.pdf', content: good, contentType: 'application/pdf' },
      ],
    });
    // then
    const document = await office.arrived('Tệp không đúng như tên');
    expect(filesOf(document)).toEqual(['main that.pdf', 'original thu-goc.eml']);
    const entry = (await trailOf(document.id)).find((each) => each.act === 'fileRefused');
    expect(`${entry?.text.vi} ${entry?.note}`).toContain('cong-van.pdf');
  }, 90_000);

  it('takes a letter without any attachment', async () => {
    // when
    await office.mail({ subject: 'Mời họp không kèm tệp', text: 'Kính mời quý cơ quan dự họp lúc 8 giờ.' });
    // then
    expect(filesOf(await office.arrived('Mời họp không kèm tệp'))).toEqual(['original thu-goc.eml']);
  }, 90_000);

  it('takes a letter whose MIME breaks off, keeping it as it came', async () => {
    // given
    const lines = ['From: vanthu.cucmau@mau.example', 'Subject: =?utf-8?B?VGjGsCBi4buLIGPhuq90IG5nYW5n?=', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="x"', '', '--x', 'Content-Type: application/pdf; name="a.pdf"', 'Content-Transfer-Encoding: base64', '', 'JVBERi0x@@@not-base64', '--y', 'Content-Type: multipart/alternative; boundary', ''];
    // when
    await office.mail({ raw: Buffer.from(lines.join('\r\n')) });
    // then
    const document = await office.arrived('Thư bị cắt ngang');
    expect(filesOf(document)).toContain('original thu-goc.eml');
    expect((await trailOf(document.id)).map((each) => each.act)).toContain('receive');
  }, 90_000);

  it.each([
    ['breaks off', 'malformedXml'],
    ['declares an entity', 'entity'],
  ])('reports edXML that %s back to the axis as failed and goes on with the next', async (_, fault) => {
    // given
    const number = fault === 'entity' ? '31' : '21';
    await office.axis('POST', '/sandbox/faults', { [fault]: 1 });
    // when
    await office.sendOverAxis({ subject: `Văn bản hỏng ${fault}`, number });
    await until('the failure at the axis', async () => (await deliveryOf(`Văn bản hỏng ${fault}`)) === 'fail');
    await office.sendOverAxis({ subject: `Văn bản lành sau ${fault}`, number: `${number}0`, files: [{ name: 'a.pdf', content: pdf }] });
    // then
    await office.arrived(`Văn bản lành sau ${fault}`);
    expect(await office.findInbound(`Văn bản hỏng ${fault}`)).toEqual([]);
    expect(office.log.some((line) => line.startsWith('api') && line.includes('cannot be read'))).toBe(true);
  }, 90_000);

  async function deliveryOf(title: string): Promise<string | undefined> {
    return (await axisMessages(office.system)).find((each) => each.title === title)?.deliveries[0]?.status;
  }

  it('takes a letter of 50 MB and more without its file, with a note where the letter is', async () => {
    // when
    await office.mail({ subject: 'Tệp rất lớn', text: 'Gửi kèm.', files: [{ filename: 'lon.pdf', content: Buffer.concat([pdf, Buffer.alloc(53 * MEBIBYTE)]), contentType: 'application/pdf' }] });
    // then
    const document = await office.arrived('Tệp rất lớn', 90);
    expect(filesOf(document)).toEqual(['original thu-goc.eml']);
    const told = (await trailOf(document.id)).map((each) => `${each.text.vi} ${each.note}`).join('\n');
    expect(told).toMatch(/MB/);
  }, 120_000);

  it('answers a paper scan larger than 50 MB with 413 and the limit; nothing of it is kept', async () => {
    // when
    const refusal = await refusalOf(office.handIn({ subject: 'Bản quét quá lớn', notation: '50/CM' }, [{ name: 'quet.pdf', content: Buffer.concat([pdf, Buffer.alloc(50 * MEBIBYTE)]) }]));
    // then
    expect(refusal).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    expect(refusal.detail).toContain('50 MB');
    expect(await office.findInbound('Bản quét quá lớn')).toEqual([]);
  }, 60_000);

  it('refuses a paper scan that is not what it says, by name', async () => {
    const refusal = await refusalOf(office.handIn({ subject: 'Bản quét là chương trình', notation: '51/CM' }, [{ name: 'quet.pdf', content: program }]));
    expect(refusal).toMatchObject({ status: 415, code: 'FILE_CONTENT_MISMATCH' });
    expect(refusal.detail).toContain('quet.pdf');
    expect(await office.findInbound('Bản quét là chương trình')).toEqual([]);
  }, 60_000);

  it('refuses a secret document from the mailbox, the axis and the counter; no file of it is kept', async () => {
    // given
    const secret = await composeLetter({ subject: 'kế hoạch bảo vệ', notation: '12/CM-VP', mark: 'MẬT' });
    const before = (await refusals()).length;
    // when
    await office.mail({ subject: 'Kế hoạch kèm thư', text: 'Kính gửi.', files: [{ filename: 'kh.pdf', content: secret, contentType: 'application/pdf' }] });
    await office.sendOverAxis({ subject: 'Kế hoạch qua trục', number: '77', secrecy: 'MẬT', files: [{ name: 'kh.pdf', content: secret }] });
    const marked = await refusalOf(office.handIn({ subject: 'Kế hoạch đóng dấu', notation: '52/CM', secrecy: 1 }));
    const scanned = await refusalOf(office.handIn({ subject: 'Kế hoạch trong bản quét', notation: '53/CM' }, [{ name: 'kh.pdf', content: secret }]));
    // then
    expect([marked, scanned]).toMatchObject([{ status: 422, code: 'SECRET_REFUSED' }, { status: 422, code: 'SECRET_REFUSED' }]);
    await until('four refusals', async () => (await refusals()).length === before + 4);
    await until('the failure at the axis', async () => (await deliveryOf('[MẬT] Kế hoạch qua trục')) === 'fail');
    for (const words of ['Kế hoạch kèm thư', 'Kế hoạch qua trục', 'Kế hoạch đóng dấu', 'Kế hoạch trong bản quét']) expect(await office.findInbound(words)).toEqual([]);
  }, 90_000);
});
