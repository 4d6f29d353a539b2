import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeEdoc, type EdocMessage } from '@vanthu/edxml';
import type { DocumentDetail, ReceivedDocument } from '@vanthu/model';
import { createSandboxCa, signXml, type SandboxCa, type SigningKey } from '@vanthu/signing';
import { until } from '../../testing/office.js';
import { keyOf } from '../../testing/signer.js';
import { startTestServer, type TestServer } from '../../testing/test-server.js';
import { verifyMessage } from './verify-message.js';

const letter: EdocMessage = {
  from: { organId: 'Z01.07', organName: 'Sở Khoa học và Công nghệ tỉnh Mẫu' },
  to: [{ organId: 'Z01.05', organName: 'Sở Giáo dục và Đào tạo tỉnh Mẫu' }],
  code: { number: '15', notation: 'SKHCN-VP' },
  documentId: 'Z01.07,2026/11/19,15/SKHCN-VP',
  promulgationDate: '2026-11-19',
  documentType: { typeName: 'Công văn' },
  subject: 'V/v phối hợp kiểm tra',
  signer: { position: 'Giám đốc', fullName: 'Người Ký Mẫu' },
  business: { type: 0, reason: 'Văn bản điện tử mới', hasPaper: false, staff: { department: 'Văn thư', staff: 'Văn Thư Mẫu 01' }, replacements: [] },
  responseForTasks: [], toPlaces: [],
  responseFor: [],
  traces: [{ organId: 'Z01.07', timestamp: '2026-11-19T09:00:00+07:00' }],
  attachments: [{ contentId: '1', name: 'a.txt', contentType: 'text/plain', content: Buffer.from('Nội dung') }],
};

describe('the signature of an edXML message', () => {
  let ca: SandboxCa;
  let key: SigningKey;
  let signed: string;
  const unsigned = encodeEdoc(letter);

  beforeAll(async () => {
    ca = await createSandboxCa();
    key = await keyOf(ca, { commonName: 'Sở KHCN', organisation: 'Sở KHCN', kind: 'organisation' });
    signed = await signXml(unsigned, key);
  });

  const verified = (xml: string, trusted = ca) => verifyMessage(Buffer.from(xml), { trustedCertificates: [trusted.certificate], at: new Date() });
  const signature = () => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';

  it('is valid, absent, or of an authority that nobody here trusts', async () => {
    expect(verified(signed)).toEqual({ result: 'valid', reason: '', signer: expect.objectContaining({ signer: 'Sở KHCN', kind: 'organisation' }) });
    expect(verified(`\uFEFF  ${signed}`).result).toBe('valid');
    expect(verified(unsigned)).toEqual({ result: 'unsigned', reason: '', signer: null });
    expect(verified(signed, await createSandboxCa())).toMatchObject({ result: 'unverifiable', reason: expect.stringMatching(/./), signer: { signer: 'Sở KHCN' } });
    expect(verified('<a/>').result).toBe('unverifiable');
  });

  it.each([
    ['a word is changed', () => signed.replace('phối hợp', 'dừng')],
    ['a file is exchanged', () => signed.replace(Buffer.from('Nội dung').toString('base64'), Buffer.from('Nội khác').toString('base64'))],
    ['the signed message is wrapped beside another', () => unsigned.replace('phối hợp', 'dừng').replace(/(<\/[\w:]*edXMLHeader>)/, `${signature().replace('</ds:Signature>', `<ds:Object>${signed.replace(/^<\?xml[^>]*>/, '').replace(signature(), '')}</ds:Object></ds:Signature>`)}$1`)],
    ['the signature is said to be of a part', () => signed.replace('URI=""', 'URI="#a"')],
    ['what is left out of the signature is widened', () => signed.replace('http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></ds:Transforms>', 'http://www.w3.org/TR/1999/REC-xpath-19991116"/></ds:Transforms>')],
  ])('does not hold where %s', (_, forged) => {
    expect(forged()).not.toBe(signed);
    expect(verified(forged()).result).not.toBe('valid');
  });

  it('does not speak for a comment, which splits no word here either', () => {
    expect(verified(signed.replace('phối hợp', 'phối<!-- x --> hợp')).result).toBe('valid');
  });

  describe('at the intake', () => {
    let server: TestServer;

    beforeAll(async () => {
      server = await startTestServer({ trustPem: ca.certificatePem });
    });
    afterAll(() => server?.stop());

    const received = async (xml: string): Promise<DocumentDetail> => {
      const deduplicationKey = createHash('sha256').update(xml).digest('hex');
      const message: ReceivedDocument = {
        channel: 'axis', deduplicationKey, agencyId: 'Z01.05', receivedAt: '2026-11-20T02:00:00.000Z', sender: { organId: 'Z01.07', name: letter.from.organName, email: null },
        subject: letter.subject, text: '', notation: '15/SKHCN-VP', documentDate: '2026-11-19', typeName: 'Công văn', urgency: 0, secrecy: 0, signer: null, dueDate: null, externalId: null, responseTo: [],
        files: [{ name: 'a.txt', claimedType: 'text/plain', content: Buffer.from('Nội dung') }], raw: { name: 'a.edxml', claimedType: 'application/xml', content: Buffer.from(xml) },
      };
      await server.parts.door.receiveDocument(message);
      const documentId = (await server.parts.intake.find(deduplicationKey))?.documentId ?? '';
      const clerk = await server.as('vanthu.sgddt');
      return until('the report', async () => {
        const document = await clerk.read<DocumentDetail>(`/api/documents/${documentId}`);
        return document.verification && document;
      });
    };

    it('is in the report that the clerk reads', async () => {
      expect((await received(signed)).verification).toMatchObject({ overall: 'valid', message: { result: 'valid', signer: { signer: 'Sở KHCN' } } });
      expect((await received(signed.replace('phối hợp', 'dừng'))).verification).toMatchObject({ overall: 'invalid', message: { result: 'invalid', reason: 'Nội dung thông điệp đã bị thay đổi sau khi ký.' } });
      expect((await received(unsigned)).verification).toMatchObject({ overall: 'unsigned', message: { result: 'unsigned' } });
    });
  });
});
