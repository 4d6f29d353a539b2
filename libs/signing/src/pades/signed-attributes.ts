import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import { Certificate } from 'pkijs';

export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/**
 * The attributes PAdES B-B prescribes, in DER with the tag of a set: exactly the bytes a key signs.
 * The time stands in the PDF (/M); the CMS attribute for it is not allowed here.
 */
export function encodeSignedAttributes(messageDigest: Uint8Array, certificate: Uint8Array): Uint8Array {
  const attributes = [
    attribute(oids.contentType, new asn1js.ObjectIdentifier({ value: oids.data })),
    attribute(oids.messageDigest, octets(messageDigest)),
    attribute(oids.signingCertificateV2, signingCertificateV2(certificate)),
  ];
  // DER orders the members of a set by their encodings.
  const ordered = attributes.map((each) => Buffer.from(each.toBER())).sort(Buffer.compare);
  const members = ordered.map((each) => asn1js.fromBER(new Uint8Array(each)).result);
  return new Uint8Array(new asn1js.Set({ value: members }).toBER());
}

/** The digests inside attributes made by `encodeSignedAttributes`; null where these bytes are anything else. */
export function readSignedAttributes(toBeSigned: Uint8Array): { messageDigest: Uint8Array; certificateDigest: Uint8Array } | null {
  const { result, offset } = asn1js.fromBER(new Uint8Array(toBeSigned));
  if (offset !== toBeSigned.length || !(result instanceof asn1js.Set)) return null;
  const valueOf = (oid: string): asn1js.AsnType | undefined => {
    for (const member of result.valueBlock.value) {
      if (!(member instanceof asn1js.Sequence)) continue;
      const [type, values] = member.valueBlock.value;
      if (type instanceof asn1js.ObjectIdentifier && type.getValue() === oid && values instanceof asn1js.Set) return values.valueBlock.value[0];
    }
    return undefined;
  };
  const messageDigest = octetsOf(valueOf(oids.messageDigest));
  const certificateDigest = certificateDigestOf(valueOf(oids.signingCertificateV2));
  return messageDigest === null || certificateDigest === null ? null : { messageDigest, certificateDigest: certificateDigest.digest };
}

/** The first certificate a signing-certificate(-v2) attribute names: its digest and how it was made. */
export function certificateDigestOf(value: asn1js.AsnType | undefined): { digest: Uint8Array; algorithm: string | null } | null {
  const list = firstChild(value);
  const id = firstChild(list);
  if (!(id instanceof asn1js.Sequence)) return null;
  const [head, second] = id.valueBlock.value;
  if (head instanceof asn1js.Sequence) {
    const oid = firstChild(head);
    const digest = octetsOf(second);
    return digest === null ? null : { digest, algorithm: oid instanceof asn1js.ObjectIdentifier ? oid.getValue() : null };
  }
  const digest = octetsOf(head);
  return digest === null ? null : { digest, algorithm: null };
}

function signingCertificateV2(certificate: Uint8Array): asn1js.Sequence {
  const parsed = Certificate.fromBER(new Uint8Array(certificate));
  const generalNames = new asn1js.Sequence({
    value: [new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [parsed.issuer.toSchema()] })],
  });
  const issuerSerial = new asn1js.Sequence({ value: [generalNames, parsed.serialNumber] });
  const digest = createHash('sha256').update(certificate).digest();
  // The algorithm is left out: SHA-256 is the default, and DER omits defaults.
  const id = new asn1js.Sequence({ value: [octets(digest), issuerSerial] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}

function attribute(oid: string, value: asn1js.AsnType): asn1js.Sequence {
  return new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oid }), new asn1js.Set({ value: [value] })] });
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: new Uint8Array(bytes).buffer });
}

function octetsOf(value: asn1js.AsnType | undefined): Uint8Array | null {
  return value instanceof asn1js.OctetString ? new Uint8Array(value.getValue()) : null;
}

function firstChild(value: asn1js.AsnType | undefined): asn1js.AsnType | undefined {
  return value instanceof asn1js.Sequence ? value.valueBlock.value[0] : undefined;
}
