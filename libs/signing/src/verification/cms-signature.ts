import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs';
import type { Attribute, SignerInfo } from 'pkijs';
import * as asn1js from 'asn1js';
import { certificateDigestOf, oids } from '../pades/signed-attributes.js';

export interface CmsSignature {
  readonly certificate: X509Certificate;
  /** DER of every certificate inside. */
  readonly certificates: readonly Uint8Array[];
  readonly digestAlgorithm: string;
  readonly signingTime: Date | null;
  readonly hasTimeStamp: boolean;
  /** Null where the signature is right; else what is wrong with it. */
  readonly fault: CmsFault | null;
}

export type CmsFault = 'DIGEST_WRONG' | 'SIGNATURE_WRONG' | 'CERTIFICATE_MIXED_UP' | 'ALGORITHM_FORBIDDEN';

const digestNames: Readonly<Record<string, string>> = {
  [oids.sha1]: 'sha1', [oids.sha256]: 'sha256', [oids.sha384]: 'sha384', [oids.sha512]: 'sha512',
};
const rsaPss = '1.2.840.113549.1.1.10';

/** Reads a CMS signature over detached content and checks it; null where these bytes are no CMS with a signer and certificate. */
export function checkCmsSignature(der: Uint8Array, digestContent: (algorithm: string) => Uint8Array): CmsSignature | null {
  const signedData = parseSignedData(der);
  const signer = signedData?.signerInfos[0];
  if (signedData === null || signer === undefined) return null;
  const certificates = (signedData.certificates ?? []).map((each) => new Uint8Array(each.toSchema().toBER()));
  const certificate = certificates.map((each) => new X509Certificate(each)).find((each) => isOf(signer, each));
  if (certificate === undefined) return null;
  const digestAlgorithm = digestNames[signer.digestAlgorithm.algorithmId] ?? signer.digestAlgorithm.algorithmId;
  return {
    certificate,
    certificates,
    digestAlgorithm,
    signingTime: signingTimeOf(signer),
    hasTimeStamp: signer.unsignedAttrs?.attributes.some((each) => each.type === oids.timeStampToken) ?? false,
    fault: faultOf(signedData, signer, certificate, digestAlgorithm, digestContent),
  };
}

function faultOf(
  signedData: SignedData, signer: SignerInfo, certificate: X509Certificate, algorithm: string, digestContent: (algorithm: string) => Uint8Array,
): CmsFault | null {
  if (!Object.values(digestNames).includes(algorithm)) return 'ALGORITHM_FORBIDDEN';
  const content = signedData.encapContentInfo.eContent;
  // The old adbe.pkcs7.sha1 form wraps a SHA-1 of the file; the attributes then speak of that wrapped value.
  const wrapped = content === undefined ? null : new Uint8Array(content.getValue());
  if (wrapped !== null && !same(wrapped, digestContent('sha1'))) return 'DIGEST_WRONG';
  const digest = wrapped === null ? digestContent(algorithm) : new Uint8Array(createHash(algorithm).update(wrapped).digest());
  const attributes = signer.signedAttrs;
  // Without attributes the content itself is signed: only the wrapped form is at hand here.
  if (attributes === undefined) return wrapped !== null && isSigned(signer, certificate, algorithm, wrapped) ? null : 'SIGNATURE_WRONG';
  const stated = valueOf(attributes.attributes, oids.messageDigest);
  if (!(stated instanceof asn1js.OctetString) || !same(new Uint8Array(stated.getValue()), digest)) return 'DIGEST_WRONG';
  if (!namesCertificate(attributes.attributes, certificate)) return 'CERTIFICATE_MIXED_UP';
  return isSigned(signer, certificate, algorithm, new Uint8Array(attributes.encodedValue)) ? null : 'SIGNATURE_WRONG';
}

function isSigned(signer: SignerInfo, certificate: X509Certificate, algorithm: string, data: Uint8Array): boolean {
  const isPss = signer.signatureAlgorithm.algorithmId === rsaPss;
  const padding = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  try {
    return verify(algorithm, data, { key: certificate.publicKey, ...padding }, new Uint8Array(signer.signature.getValue()));
  } catch {
    return false;
  }
}

/** The attribute that ties the signature to one certificate is optional in old signatures. */
function namesCertificate(attributes: readonly Attribute[], certificate: X509Certificate): boolean {
  const v2 = certificateDigestOf(valueOf(attributes, oids.signingCertificateV2));
  if (v2 !== null) {
    const algorithm = v2.algorithm === null ? 'sha256' : digestNames[v2.algorithm];
    return algorithm !== undefined && same(v2.digest, createHash(algorithm).update(certificate.raw).digest());
  }
  const v1 = certificateDigestOf(valueOf(attributes, oids.signingCertificate));
  return v1 === null || same(v1.digest, createHash('sha1').update(certificate.raw).digest());
}

function signingTimeOf(signer: SignerInfo): Date | null {
  const value = valueOf(signer.signedAttrs?.attributes ?? [], oids.signingTime);
  return value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime ? value.toDate() : null;
}

function valueOf(attributes: readonly Attribute[], oid: string): asn1js.AsnType | undefined {
  return attributes.find((each) => each.type === oid)?.values[0] as asn1js.AsnType | undefined;
}

function isOf(signer: SignerInfo, certificate: X509Certificate): boolean {
  if (signer.sid instanceof IssuerAndSerialNumber) {
    const serial = Buffer.from(signer.sid.serialNumber.valueBlock.valueHexView).toString('hex').replace(/^0+/, '').toUpperCase();
    return serial === certificate.serialNumber.replace(/^0+/, '').toUpperCase();
  }
  return true;
}

function parseSignedData(der: Uint8Array): SignedData | null {
  try {
    const info = ContentInfo.fromBER(new Uint8Array(der));
    return info.contentType === oids.signedData ? new SignedData({ schema: info.content }) : null;
  } catch {
    return null;
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
