import { X509Certificate } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { certificateToPem } from '../certificates/pem.js';
import { allowsSigning, signerOf } from '../certificates/signer.js';
import type { Signer } from '../certificates/signer.js';
import { judgeTrust } from '../certificates/trust.js';
import { reasons } from '../verification/report-words.js';
import { EcdsaSha256, xmlAlgorithms } from './signature-algorithms.js';

export interface XmlVerificationOptions {
  /** DER of the authorities the administrator trusts. */
  readonly trustedCertificates: readonly Uint8Array[];
  /** XML signatures state no time, so certificates are judged at this instant. */
  readonly at: Date;
}

export interface XmlVerification {
  readonly result: 'valid' | 'invalid' | 'absent' | 'unverifiable';
  /** In the words the clerk reads; empty where valid or absent. */
  readonly reason: string;
  readonly signer: Signer | null;
  /** SHA-1 somewhere in the signature: old, not refused. */
  readonly isWeak: boolean;
  /** The XML that the signature vouches for, canonical, when its value is right; readers must find in the message what they find in this. */
  readonly signedXml: string | null;
}

const maxCharacters = 100_000_000;
const allowedTransforms = new Set<string>([
  xmlAlgorithms.enveloped, xmlAlgorithms.canonical, xmlAlgorithms.exclusive, `${xmlAlgorithms.canonical}#WithComments`, `${xmlAlgorithms.exclusive}WithComments`,
]);

/** What can be said of the enveloped signature of a received message. Never throws for what the message holds. */
export function verifyXml(xml: string, options: XmlVerificationOptions): XmlVerification {
  try {
    return judge(xml, options);
  } catch {
    return unverifiable('Chữ ký của thông điệp ở dạng không đọc được.');
  }
}

function judge(xml: string, options: XmlVerificationOptions): XmlVerification {
  if (xml.length > maxCharacters || /<!DOCTYPE/i.test(xml)) return unverifiable('Thông điệp quá lớn hoặc có khai báo kiểu tài liệu nên không kiểm tra.');
  const document = parse(xml);
  if (document === null) return unverifiable('Thông điệp không phải XML đúng quy cách.');
  const found = signatureElements(document);
  const [signature] = found.proper;
  if (signature === undefined) {
    return found.hasOther ? unverifiable('Chữ ký của thông điệp ở dạng không đọc được.') : { result: 'absent', reason: '', signer: null, isWeak: false, signedXml: null };
  }
  if (found.proper.length > 1) return unverifiable('Thông điệp có nhiều chữ ký nên không kiểm tra.');
  const certificates = certificatesIn(signature);
  const [leaf] = certificates;
  if (leaf === undefined) return unverifiable('Chữ ký không kèm chứng thư số đọc được.');
  return judgeSigned(xml, signature, leaf, certificates, options);
}

function judgeSigned(xml: string, signature: Element, leaf: X509Certificate, certificates: readonly X509Certificate[], options: XmlVerificationOptions): XmlVerification {
  const signer = signerOf(leaf);
  const checked = loadSignature(signature, leaf);
  const isWeak = checked.signatureAlgorithm === xmlAlgorithms.rsaSha1;
  const answer = (result: XmlVerification['result'], reason: string, signedXml: string | null = null): XmlVerification => ({ result, reason, signer, isWeak: isWeak || usesSha1(checked), signedXml });
  if (!checked.checkSignature(xml)) return answer('invalid', 'Nội dung thông điệp đã bị thay đổi sau khi ký.');
  if (!coversAll(checked)) return answer('invalid', 'Chữ ký không bao trùm toàn bộ thông điệp.');
  const [signedXml = null] = checked.getSignedReferences();
  if (!allowsSigning(leaf)) return answer('invalid', reasons.usageForbidden);
  const trust = judgeTrust(leaf.raw, certificates.map((each) => each.raw), options.trustedCertificates, options.at);
  if (trust.result === 'trusted') return answer('valid', '', signedXml);
  const reason = reasons[trust.result];
  return trust.result === 'expired' || trust.result === 'notYetValid' ? answer('invalid', reason, signedXml) : answer('unverifiable', reason, signedXml);
}

function loadSignature(signature: Element, leaf: X509Certificate): SignedXml {
  // The key comes from the certificate judged here, never from what the library might find in KeyInfo.
  const checked = new SignedXml({ publicCert: certificateToPem(leaf.raw), getCertFromKeyInfo: () => null });
  checked.SignatureAlgorithms = { ...checked.SignatureAlgorithms, [xmlAlgorithms.ecdsaSha256]: EcdsaSha256 };
  checked.loadSignature(signature);
  return checked;
}

/** One reference to the whole document, with no transform that could drop parts of it. */
function coversAll(checked: SignedXml): boolean {
  const references = checked.getReferences();
  const [only] = references;
  return references.length === 1 && only !== undefined && only.uri === '' && only.transforms.every((each) => allowedTransforms.has(each));
}

function usesSha1(checked: SignedXml): boolean {
  return checked.getReferences().some((each) => each.digestAlgorithm === xmlAlgorithms.sha1);
}

function signatureElements(document: Document): { proper: Element[]; hasOther: boolean } {
  const proper = Array.from(document.getElementsByTagNameNS(xmlAlgorithms.signature, 'Signature'));
  const others = [...Array.from(document.getElementsByTagNameNS('*', 'Signature')), ...Array.from(document.getElementsByTagNameNS('*', 'DigitalSignature'))];
  return { proper, hasOther: others.some((each) => each.namespaceURI !== xmlAlgorithms.signature && (each.textContent ?? '').trim() !== '') };
}

function certificatesIn(signature: Element): X509Certificate[] {
  return Array.from(signature.getElementsByTagNameNS(xmlAlgorithms.signature, 'X509Certificate')).flatMap((each) => {
    try {
      return [new X509Certificate(Buffer.from((each.textContent ?? '').replaceAll(/\s/g, ''), 'base64'))];
    } catch {
      return [];
    }
  });
}

function parse(xml: string): Document | null {
  let isBroken = false;
  const refuse = (): void => {
    isBroken = true;
  };
  const document = new DOMParser({ errorHandler: { warning: () => {}, error: refuse, fatalError: refuse } }).parseFromString(xml, 'text/xml');
  return isBroken || !document?.documentElement ? null : document;
}

function unverifiable(reason: string): XmlVerification {
  return { result: 'unverifiable', reason, signer: null, isWeak: false, signedXml: null };
}
