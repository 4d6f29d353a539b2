import { decode } from './decode.js';
import { encodeEdoc } from './encode-edoc.js';
import { encodeStatus } from './encode-status.js';
import { buildZip } from './testing/build-zip.js';
import { sampleEdoc, sampleStatus } from './testing/sample-messages.js';
import type { EdxmlLimits } from './limits.js';

const xml = encodeEdoc(sampleEdoc());

function refusal(text: string | Uint8Array, limits: Partial<EdxmlLimits> = {}): unknown {
  try {
    decode(typeof text === 'string' ? new TextEncoder().encode(text) : text, limits);
    return 'accepted';
  } catch (error) {
    return error;
  }
}

describe('decode refuses', () => {
  it('a document type declaration, before any entity is looked at', () => {
    const attack = xml.replace('<edXML ', '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<edXML ').replace('Mẫu 1', '&x;');
    expect(refusal(attack)).toMatchObject({ code: 'EDXML_UNSAFE', line: 2 });
  });

  it('entities nobody declared', () => {
    expect(refusal(xml.replace('Mẫu 1', '&x;'))).toMatchObject({ code: 'EDXML_MALFORMED' });
  });

  it.each([
    ['no XML at all', 'xin chào'],
    ['an empty message', ''],
    ['XML that breaks off', xml.slice(0, xml.length / 2)],
    ['tags that do not match', xml.replace('</edXML:Subject>', '</edXML:Object>')],
    ['another vocabulary', '<?xml version="1.0"?><html/>'],
    ['our root element in a foreign namespace', '<edXML xmlns="urn:other"/>'],
    ['bytes that are not UTF-8', new Uint8Array([0x3c, 0x61, 0xff, 0x3e])],
    ['a file that is not base64', xml.replace('ContentTransferEncoded xmlns', 'ContentTransferEncoded a="" xmlns').replace(/">JVBER/, '">J*BER')],
  ])('%s', (_, message) => {
    expect(refusal(message)).toMatchObject({ name: 'EdxmlError', code: 'EDXML_MALFORMED' });
  });

  it('malformed XML with the place', () => {
    const failure = refusal(xml.replace('</edXML:Subject>', '</edXML:Object>'));
    expect(failure).toMatchObject({ line: lineOf('<edXML:Subject>'), column: expect.any(Number) });
  });

  it.each([
    ['OrganId', xml.replace('<edXML:OrganId>Z01.05</edXML:OrganId>', '<edXML:OrganId/>')],
    ['To', xml.replaceAll('edXML:To>', 'edXML:Too>')],
    ['DocumentId', xml.replace(/<edXML:DocumentId>.*<\/edXML:DocumentId>/, '')],
    ['Subject', xml.replaceAll(/<edXML:(Subject|Content)>.*<\/edXML:(Subject|Content)>/g, '')],
    ['PromulgationDate', xml.replace(/<edXML:PromulgationDate>.*<\/edXML:PromulgationDate>/, '')],
    ['OrganId', encodeStatus(sampleStatus()).replace(/<edXML:ResponseFor>\s*<edXML:OrganId>Z01.05<\/edXML:OrganId>/, '<edXML:ResponseFor>')],
  ])('a message without %s', (field, message) => {
    const expected = field === 'Subject' ? 'Content' : field;
    expect(refusal(message)).toMatchObject({ code: 'EDXML_INCOMPLETE', message: expect.stringContaining(expected) });
  });

  it.each([
    ['bytes', xml, { maxBytes: 100 }],
    ['elements', xml, { maxElements: 10 }],
    ['depth', xml.replace('Mẫu 1', '<a>'.repeat(40) + '</a>'.repeat(40)), {}],
    ['attachments', xml, { maxAttachments: 0 }],
    ['bytes in one attachment', xml, { maxAttachmentBytes: 4 }],
    ['bytes in all attachments', xml, { maxTotalAttachmentBytes: 4 }],
  ])('too many %s', (_, message, limits) => {
    expect(refusal(message, limits)).toMatchObject({ code: 'EDXML_TOO_LARGE' });
  });
});

describe('packed attachments', () => {
  const file = (name: string, content: Uint8Array) => ({ contentId: '1', name, contentType: 'application/zip', content });
  const text = new TextEncoder().encode('nội dung '.repeat(50));
  const read = (name: string, content: Uint8Array, limits: Partial<EdxmlLimits> = {}) => {
    const decoded = decode(new TextEncoder().encode(encodeEdoc(sampleEdoc({ attachments: [file(name, content)] }))), limits);
    if (decoded.kind !== 'edoc') throw new Error('a document was expected');
    return { attachment: decoded.message.attachments[0], warnings: decoded.warnings };
  };

  it('are unpacked one level when a zip wraps one file under the name of that file', () => {
    const { attachment, warnings } = read('bao-cao.doc', buildZip([{ name: 'bao-cao.doc', content: text }]));
    expect(attachment).toMatchObject({ name: 'bao-cao.doc', contentType: 'application/msword', content: text });
    expect(warnings).toEqual(['Đã giải nén tệp bao-cao.doc']);
  });

  it('stay as they are when they are zips by name or hold several files, as office documents do', () => {
    const single = buildZip([{ name: 'a.txt', content: text }]);
    const several = buildZip([{ name: '[Content_Types].xml', content: text }, { name: 'word/document.xml', content: text }]);
    expect(read('ho-so.zip', single).attachment?.content).toEqual(single);
    expect(read('bao-cao.docx', several).attachment?.content).toEqual(several);
  });

  it('stay packed with a warning when the archive is damaged', () => {
    const damaged = buildZip([{ name: 'a.doc', content: text }]);
    damaged[40] = damaged[40]! ^ 0xff;
    expect(read('a.doc', damaged)).toMatchObject({ warnings: ['Không giải nén được tệp a.doc'] });
  });

  it('are refused when they blow up, whatever the directory claims', () => {
    const zeros = new Uint8Array(30 * 1024 * 1024);
    const honest = encodeEdoc(sampleEdoc({ attachments: [file('a.doc', buildZip([{ name: 'a.doc', content: zeros }]))] }));
    const lying = encodeEdoc(sampleEdoc({ attachments: [file('a.doc', buildZip([{ name: 'a.doc', content: zeros, claimedSize: 10 }]))] }));
    expect(refusal(honest)).toMatchObject({ code: 'EDXML_UNSAFE' });
    expect(refusal(lying)).toMatchObject({ code: 'EDXML_UNSAFE' });
  });
});

function lineOf(text: string): number {
  return xml.slice(0, xml.indexOf(text)).split('\n').length;
}

describe('the content of a file', () => {
  const withContent = (content: string) => xml.replace(/(<edXML:ContentTransferEncoded[^>]*>)[^<]*/, `$1${content}`);
  const contentOf = (text: string) => {
    const decoded = decode(new TextEncoder().encode(text));
    return decoded.kind === 'edoc' ? Buffer.from(decoded.message.attachments[0]?.content ?? []).toString() : '';
  };

  it.each([
    ['plain', 'eMOhbg=='], ['on several lines', 'eM\n Oh\r\nbg==\n'], ['with references', 'eM&#79;hbg=='], ['in CDATA', '<![CDATA[eMOhbg==]]>'],
    ['around a comment', 'eMOh<!-- ContentTransferEncoded> -->bg=='], ['after a comment', '<!--ContentTransferEncoded>eMO-->eMOhbg=='],
  ])('is read when %s', (_, content) => {
    expect(contentOf(withContent(content))).toBe('xán');
  });

  it.each([['a stray end mark', 'eMOh]]>bg=='], ['an open reference', 'eMOh&bg=='], ['another element', 'eMOh<a>bg==</a'], ['an open end', 'eMOhbg== <']])('is refused with %s', (_, content) => {
    expect(refusal(withContent(content))).toMatchObject({ code: 'EDXML_MALFORMED' });
  });

  it('does not shift the lines named after it', () => {
    const broken = withContent('eMOh\n\n\nbg==').replace('</AttachmentEncoded>', '<!DOCTYPE');
    const line = broken.slice(0, broken.indexOf('<!DOCTYPE')).split('\n').length;
    expect(refusal(broken)).toMatchObject({ code: 'EDXML_MALFORMED', line });
  });
});
