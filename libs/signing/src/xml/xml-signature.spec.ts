import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { certificatesFromPem } from '../certificates/pem.js';
import { Pkcs11Tokens } from '../keys/pkcs11-token.js';
import type { SigningKey } from '../keys/signing-key.js';
import { createSoftwareKey } from '../keys/software-key.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { SandboxCa } from '../sandbox/sandbox-ca.js';
import { runTool } from '../testing/debian-tool.js';
import { createSoftHsm } from '../testing/soft-hsm.js';
import { signXml } from './sign-xml.js';
import { verifyXml } from './verify-xml.js';

const message = `<?xml version="1.0" encoding="UTF-8"?>
<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016" xmlns:xlink="http://www.w3.org/1999/xlink">
  <edXML:edXMLEnvelope>
    <edXML:edXMLHeader><edXML:Subject>V/v tăng cường &amp; quản lý</edXML:Subject></edXML:edXMLHeader>
    <edXML:edXMLBody><edXML:Reference xlink:href="cid:1"/></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
</edXML:edXML>`;

let ca: SandboxCa;
let rsa: SigningKey;
let ecdsa: SigningKey;
const at = new Date();

beforeAll(async () => {
  ca = await createSandboxCa();
  const request = { commonName: 'Sở Mẫu', organisation: 'Sở Mẫu', kind: 'organisation' } as const;
  rsa = createSoftwareKey(await ca.issueCertificate(request));
  ecdsa = createSoftwareKey(await ca.issueCertificate({ ...request, algorithm: 'ECDSA' }));
});

const check = (xml: string) => verifyXml(xml, { trustedCertificates: [ca.certificate], at });

async function xmlsec(xml: string): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'vanthu-xml-'));
  await writeFile(path.join(dir, 'ca.pem'), ca.certificatePem);
  await writeFile(path.join(dir, 'message.xml'), xml);
  const { output } = await runTool('xmlsec1', ['--verify', '--enabled-key-data', 'x509', '--trusted-pem', path.join(dir, 'ca.pem'), path.join(dir, 'message.xml')]);
  await rm(dir, { recursive: true });
  return output;
}

describe('a message signed here', () => {
  it.each([['RSA', () => rsa], ['ECDSA', () => ecdsa]] as const)('with %s is valid, for an outside verifier too', async (_, key) => {
    const signed = await signXml(message, key());
    expect(check(signed)).toMatchObject({ result: 'valid', reason: '', isWeak: false, signer: { name: 'Sở Mẫu', kind: 'organisation' } });
    expect(await xmlsec(signed)).toMatch(/^OK/m);
    expect(signed.indexOf('<ds:Signature')).toBeGreaterThan(signed.indexOf('<edXML:edXMLHeader>'));
    expect(signed.indexOf('</ds:Signature>')).toBeLessThan(signed.indexOf('</edXML:edXMLHeader>'));
  });

  it('may have its key in a token', async () => {
    const issued = await ca.issueCertificate({ commonName: 'Sở Mẫu', organisation: 'Sở Mẫu', kind: 'organisation' });
    const hsm = await createSoftHsm([issued]);
    const key = new Pkcs11Tokens(hsm).key(certificatesFromPem(issued.chainPem), hsm.pin);
    expect(check(await signXml(message, key)).result).toBe('valid');
    await expect(signXml(message, new Pkcs11Tokens(hsm).key(key.certificateChain, 'x'))).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await hsm.remove();
  });

  it('has no place where there is no header, and no document type', async () => {
    await expect(signXml('<a/>', rsa)).rejects.toMatchObject({ code: 'XML_INVALID' });
    await expect(signXml(`<!DOCTYPE a [<!ENTITY x "y">]>${message}`, rsa)).rejects.toMatchObject({ code: 'XML_INVALID' });
    expect(check(await signXml('<a><b/></a>', rsa, { parentXpath: '/a' })).result).toBe('valid');
  });
});

describe('a message received', () => {
  it('is invalid when its content was changed or added to', async () => {
    const signed = await signXml(message, rsa);
    expect(check(signed.replace('tăng cường', 'giảm bớt'))).toMatchObject({ result: 'invalid' });
    expect(check(signed.replace('</edXML:edXMLBody>', '<x/></edXML:edXMLBody>'))).toMatchObject({ result: 'invalid' });
  });

  it('is told apart from what its signature vouches for: comments and the signature itself are not in it', async () => {
    const signed = await signXml(message, rsa);
    const smuggled = signed.replace('tăng cường', 'tăng<!-- không --> cường').replace('</ds:X509Data>', '<Subject>khác</Subject></ds:X509Data>');
    const checked = check(smuggled);
    expect(checked.result).toBe('valid');
    expect(checked.signedXml).toContain('V/v tăng cường &amp; quản lý');
    expect(checked.signedXml).not.toMatch(/Signature|không|khác/);
    expect(check(signed.replace('tăng cường', 'giảm bớt')).signedXml).toBeNull();
  });

  it('is invalid when its signature covers a part only', async () => {
    const inner = await signXml('<a><b/></a>', rsa, { parentXpath: '/a' });
    expect(check(message.replace('<edXML:Subject>', `${inner}<edXML:Subject>`)).result).toBe('invalid');
  });

  it('cannot be verified under an unknown authority', async () => {
    const stranger = await createSandboxCa();
    const result = verifyXml(await signXml(message, rsa), { trustedCertificates: [stranger.certificate], at });
    expect(result).toMatchObject({ result: 'unverifiable', signer: { name: 'Sở Mẫu' } });
  });

  it.each([
    ['absent', message],
    ['absent', message.replace('</edXML:edXMLHeader>', '<edXML:DigitalSignature/></edXML:edXMLHeader>')],
    ['unverifiable', message.replace('</edXML:edXMLHeader>', '<edXML:Signature>abc</edXML:Signature></edXML:edXMLHeader>')],
    ['unverifiable', message.replace('</edXML:edXMLHeader>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyInfo><X509Data><X509Certificate>MIIB</X509Certificate></X509Data></KeyInfo></Signature></edXML:edXMLHeader>')],
    ['unverifiable', 'not xml'],
    ['unverifiable', ''],
    ['unverifiable', `<!DOCTYPE a>${message}`],
  ])('is called %s: case %#', (result, xml) => {
    expect(check(xml).result).toBe(result);
  });

  it('is unverifiable when its certificate was cut short', async () => {
    const signed = await signXml(message, rsa);
    expect(check(signed.replaceAll(/(<ds:X509Certificate>[^<]{40})[^<]*/g, '$1')).result).toBe('unverifiable');
  });
});
