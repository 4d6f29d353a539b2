import { createSoftwareKey } from '../keys/software-key.js';
import type { SigningKey } from '../keys/signing-key.js';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { fillIssueNumber } from '../pdf/fill-issue-number.js';
import { signatureFieldNames } from '../pdf/prepared-fields.js';
import { signPdf } from '../pades/sign-pdf.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { SandboxCa, SubjectRequest } from '../sandbox/sandbox-ca.js';
import { sampleLetter } from './sample-letter.js';

const organisation = 'Sở Giáo dục và Đào tạo';

export interface SignedLetter {
  readonly ca: SandboxCa;
  readonly leader: SigningKey;
  readonly agency: SigningKey;
  /** Signed by the leader. */
  readonly signed: Uint8Array;
  readonly numbered: Uint8Array;
  /** Signed by the agency too. */
  readonly sealed: Uint8Array;
}

export const signedAt = new Date('2026-11-20T03:15:30Z');

/** A letter at each step of issuing, under an authority of its own. */
export async function signedLetter(leaderCertificate: Partial<SubjectRequest> = {}): Promise<SignedLetter> {
  const ca = await createSandboxCa({ ...sources, now: () => new Date('2026-11-01T00:00:00Z') });
  const leader = createSoftwareKey(
    await ca.issueCertificate({ commonName: 'Lãnh Đạo Mẫu 01', organisation, title: 'Giám đốc', kind: 'person', ...leaderCertificate }),
  );
  const agency = createSoftwareKey(await ca.issueCertificate({ commonName: organisation, organisation, kind: 'organisation' }));
  const signed = await signPdf({
    pdf: await composeDocumentPdf(sampleLetter()),
    fieldName: signatureFieldNames.person,
    key: leader,
    signingTime: signedAt,
    appearance: { lines: ['Lãnh Đạo Mẫu 01'] },
  });
  const numbered = await fillIssueNumber({ pdf: signed, number: 125, day: 20, month: 11 });
  const sealed = await signPdf({
    pdf: numbered,
    fieldName: signatureFieldNames.agency,
    key: agency,
    signingTime: new Date(signedAt.getTime() + 60_000),
    appearance: { lines: [organisation] },
  });
  return { ca, leader, agency, signed, numbered, sealed };
}

const sources = { randomBytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
