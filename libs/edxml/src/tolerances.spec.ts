import { readFileSync } from 'node:fs';
import { decode } from './decode.js';
import { encodeEdoc } from './encode-edoc.js';
import { sampleEdoc } from './testing/sample-messages.js';
import type { Decoded } from './decode.js';
import type { EdocMessage } from './messages.js';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url));
const bytes = (text: string) => new TextEncoder().encode(text);

function edoc(decoded: Decoded): EdocMessage {
  if (decoded.kind !== 'edoc') throw new Error('a document was expected');
  return decoded.message;
}

describe('decode puts up with', () => {
  it('the default namespace instead of the prefix, any order, unknown elements and missing parts', () => {
    const decoded = decode(fixture('default-namespace'));
    expect(edoc(decoded)).toMatchObject({
      documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP',
      to: [{ organId: 'Z01.05.12' }, { organId: 'Z01.40', organName: 'UBND xã Mẫu A' }],
      documentType: { type: '1', typeName: 'Thông tư' },
      toPlaces: [],
      responseFor: [],
      subject: 'Về việc thử nghiệm',
    });
    expect(decoded.raw).toContain('PhanMoRong');
  });

  it('junk before the XML, an undeclared xlink prefix and a file that the manifest names without sending it', () => {
    const decoded = decode(fixture('junk-and-xlink'));
    expect(edoc(decoded).subject).toBe('Giấy mời họp');
    expect(decoded.warnings).toEqual([
      'Bỏ qua ký tự thừa trước phần XML',
      'Tiền tố xlink: được dùng mà không khai báo',
      'Thiếu tệp đính kèm: giay-moi.pdf',
    ]);
    expect(decoded.raw.startsWith('<?xml')).toBe(true);
  });

  it('impossible dates, odd date forms, spaces around values and empty elements', () => {
    const decoded = decode(fixture('dates-and-spaces'));
    const message = edoc(decoded);
    expect(message).toMatchObject({
      from: { organId: '000.00.05.Z01', organName: 'Sở Mẫu' },
      promulgationDate: null,
      dueDate: '2026-10-15',
      business: { type: 2, documentId: 'khac-voi-dau-thu', hasPaper: true, update: { content: true, receivers: false, receiverList: [] } },
      traces: [{ organId: '000.00.05.Z01', timestamp: '2026-10-04T16:15:00+07:00' }, { organId: 'Z01', timestamp: null }],
    });
    expect(message.from).not.toHaveProperty('email');
    expect(decoded.warnings).toEqual([
      'Ngày không có thật ở PromulgationDate: "2014/02/30"',
      'Thời điểm không đọc được ở Timestamp: "hôm qua"',
    ]);
  });

  it('prefixed attachments with broken lines, bad names and ids with or without cid:', () => {
    const decoded = decode(fixture('attachments'));
    expect(edoc(decoded).attachments.map(({ content, ...rest }) => ({ ...rest, text: new TextDecoder().decode(content) }))).toEqual([
      { contentId: 'a', name: 'công văn.pdf', description: 'Bản chính', contentType: 'application/pdf', text: '%PDF-1.4 nội dung' },
      { contentId: '2', name: 'passwd', contentType: 'application/octet-stream', text: 'x' },
    ]);
    expect(decoded.warnings).toContain('Tên tệp được sửa lại: passwd');
  });

  it('a byte order mark', () => {
    expect(edoc(decode(bytes(`\ufeff${encodeEdoc(sampleEdoc())}`)))).toEqual(sampleEdoc());
  });

  it.each([
    ['present', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue></Signature>'],
    ['present', '<edXML:Signature><edXML:SignatureValue>AAAA</edXML:SignatureValue></edXML:Signature>'],
    ['empty', '<edXML:DigitalSignature/>'],
    ['empty', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue> </SignatureValue></Signature>'],
  ])('a signature that is %s: %s', (presence, signature) => {
    const xml = encodeEdoc(sampleEdoc()).replace('</edXML:edXMLHeader>', `${signature}</edXML:edXMLHeader>`);
    expect(decode(bytes(xml)).signature).toBe(presence);
  });
});
