import { type X509Certificate } from 'node:crypto';
import { x509 } from './x509.js';

export interface Signer {
  /** What people read: name, title – organisation. */
  readonly name: string;
  readonly kind: 'person' | 'organisation' | 'unknown';
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  /** The subject field by field; empty where the certificate says nothing. */
  readonly subject: CertificateSubject;
}

export interface CertificateSubject {
  readonly commonName: string;
  readonly title: string;
  readonly organisation: string;
  readonly organisationalUnits: readonly string[];
}

const oids = {
  commonName: '2.5.4.3', surname: '2.5.4.4', organisation: '2.5.4.10', organisationalUnit: '2.5.4.11', title: '2.5.4.12', givenName: '2.5.4.42',
  organisationIdentifier: '2.5.4.97', userId: '0.9.2342.19200300.100.1.1',
} as const;

/** How Vietnamese organisations begin their names; state certificates carry no other mark. */
const organisationWords =
  /^(bộ|sở|cục|tổng cục|vụ|chi cục|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|văn phòng|phòng|ban|trường|học viện|đại học|trung tâm|viện|kho bạc|tòa án|công ty|tổng công ty|tập đoàn|ngân hàng|bệnh viện|cơ quan|chính phủ|thanh tra)(\s|$)/iu;

/** Who a certificate belongs to, as far as its subject tells. */
export function signerOf(certificate: X509Certificate): Signer {
  const parsed = new x509.X509Certificate(new Uint8Array(certificate.raw));
  const read = (oid: string): string => parsed.subjectName.getField(oid)[0]?.normalize('NFC').trim() ?? '';
  const commonName = read(oids.commonName);
  const organisation = read(oids.organisation);
  const title = read(oids.title);
  const own = [commonName || parsed.subject, title].filter((part) => part !== '').join(', ');
  return {
    name: organisation === '' || organisation === commonName ? own : `${own} – ${organisation}`,
    kind: kindOf({ commonName, organisation, title, userId: read(oids.userId), isNamed: read(oids.givenName) + read(oids.surname) !== '', hasOrganisationId: read(oids.organisationIdentifier) !== '' }),
    issuer: parsed.issuerName.getField(oids.commonName)[0]?.normalize('NFC') ?? parsed.issuer,
    serialNumber: certificate.serialNumber,
    subject: { commonName, title, organisation, organisationalUnits: parsed.subjectName.getField(oids.organisationalUnit).map((each) => each.normalize('NFC').trim()) },
  };
}

interface Marks {
  readonly commonName: string;
  readonly organisation: string;
  readonly title: string;
  readonly userId: string;
  readonly isNamed: boolean;
  readonly hasOrganisationId: boolean;
}

function kindOf(marks: Marks): Signer['kind'] {
  if (/^(CCCD|CMND|CMT|HC|CC|BHXH):/iu.test(marks.userId) || marks.title !== '' || marks.isNamed) return 'person';
  if (/^(MST|MNS|MDV|QD):/iu.test(marks.userId) || marks.hasOrganisationId) return 'organisation';
  if (marks.commonName === '') return 'unknown';
  if (marks.commonName === marks.organisation || organisationWords.test(marks.commonName)) return 'organisation';
  return marks.organisation === '' ? 'unknown' : 'person';
}

/** Whether the certificate may be used to sign documents: true where it does not restrict its use. */
export function allowsSigning(certificate: X509Certificate): boolean {
  const usage = new x509.X509Certificate(new Uint8Array(certificate.raw)).getExtension(x509.KeyUsagesExtension);
  if (usage === null) return true;
  return (usage.usages & (x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation)) !== 0;
}
