import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSoftwareKey } from '../keys/software-key.js';
import type { SigningKey } from '../keys/signing-key.js';
import { composeDocumentPdf } from '../letter/compose-document-pdf.js';
import { fillIssueNumber } from '../pdf/fill-issue-number.js';
import { startsWith } from '../pdf/open-pdf.js';
import { signatureFieldNames } from '../pdf/prepared-fields.js';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { SandboxCa } from '../sandbox/sandbox-ca.js';
import { pdfsig } from '../testing/pdfsig.js';
import { sampleLetter } from '../testing/sample-letter.js';
import { embedSignature } from './embed-signature.js';
import { prepareSignature } from './prepare-signature.js';
import { signPdf } from './sign-pdf.js';

const signingTime = new Date('2026-11-20T03:15:30Z');
let ca: SandboxCa;
let leader: SigningKey;
let agency: SigningKey;
let letter: Uint8Array;

beforeAll(async () => {
  ca = await createSandboxCa();
  const organisation = 'Sở Giáo dục và Đào tạo tỉnh Mẫu';
  leader = createSoftwareKey(
    await ca.issueCertificate({ commonName: 'Lãnh Đạo Mẫu 01', organisation, title: 'Giám đốc', kind: 'person' }),
  );
  agency = createSoftwareKey(
    await ca.issueCertificate({ commonName: organisation, organisation, kind: 'organisation', algorithm: 'ECDSA' }),
  );
  letter = await composeDocumentPdf(sampleLetter());
});

const asLeader = () => ({
  pdf: letter,
  fieldName: signatureFieldNames.person,
  signingTime,
  appearance: { lines: ['Lãnh Đạo Mẫu 01', 'Thời gian ký: 20/11/2026 10:15:30 +07:00'] },
  reason: 'Ký ban hành',
});

const asAgency = (pdf: Uint8Array) => ({
  pdf,
  fieldName: signatureFieldNames.agency,
  signingTime: new Date(signingTime.getTime() + 600_000),
  appearance: { lines: ['Sở Giáo dục và Đào tạo', '20/11/2026 10:25:30 +07:00'] },
});

describe('the order of issuing: person, number, agency', () => {
  it('leaves both signatures valid and trusted for an outside verifier', async () => {
    // when
    const signed = await signPdf({ ...asLeader(), key: leader });
    const numbered = await fillIssueNumber({ pdf: signed, number: 5, day: 20, month: 11 });
    const sealed = await signPdf({ ...asAgency(numbered), key: agency });

    // then
    expect(startsWith(signed, letter)).toBe(true);
    expect(startsWith(numbered, signed)).toBe(true);
    expect(startsWith(sealed, numbered)).toBe(true);
    expect(await pdfsig(sealed, ca.certificatePem)).toEqual([
      { signer: 'Lãnh Đạo Mẫu 01', validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.', coversWholeFile: false },
      { signer: 'Sở Giáo dục và Đào tạo tỉnh Mẫu', validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.', coversWholeFile: true },
    ]);
  });
});
