import type { PDF } from '@libpdf/core';
import type { SignatureCheck, VerificationReport } from '@vanthu/model';
import { allowsSigning, signerOf } from '../certificates/signer.js';
import { judgeTrust } from '../certificates/trust.js';
import { digestOf } from '../pades/byte-range.js';
import type { ByteRange } from '../pades/byte-range.js';
import { openPdf } from '../pdf/open-pdf.js';
import { SigningError } from '../signing-error.js';
import { checkCmsSignature } from './cms-signature.js';
import type { CmsSignature } from './cms-signature.js';
import { ComparisonTooLarge } from './object-equality.js';
import { notes, reasons } from './report-words.js';
import { changesSince } from './revision-changes.js';
import type { RevisionChanges } from './revision-changes.js';
import { signaturesOf } from './signature-value.js';
import type { SignatureInFile } from './signature-value.js';

export interface VerificationOptions {
  /** DER of the authorities the administrator trusts. */
  readonly trustedCertificates: readonly Uint8Array[];
  /** The instant of checking; certificates are judged at the time of signing. */
  readonly at: Date;
}

const maxSignatures = 50;
const clockTolerance = 10 * 60_000;

/**
 * What can be said of the signatures of a received file. Never throws for what the file holds: a file that is no PDF
 * or is damaged gives `unverifiable` with a note.
 */
export async function verifyPdf(bytes: Uint8Array, options: VerificationOptions): Promise<VerificationReport> {
  const report = (overall: VerificationReport['overall'], words: readonly string[], signatures: SignatureCheck[] = []): VerificationReport =>
    ({ overall, signatures, notes: [...words], checkedAt: options.at.toISOString() });
  let pdf: PDF;
  let found: SignatureInFile[];
  try {
    pdf = await openPdf(bytes);
    found = signaturesOf(pdf, bytes);
  } catch (error) {
    return report('unverifiable', [error instanceof SigningError ? notes.unreadable(error.code) : notes.unreadable('PDF_INVALID')]);
  }
  const signed = found.filter((each) => !each.isTimeStamp);
  if (signed.length === 0) return report('unsigned', looksSigned(bytes) ? [notes.strayTraces] : []);
  if (signed.length > maxSignatures) return report('unverifiable', [notes.tooMany]);
  const judged = [];
  for (const each of signed) judged.push(await judge(each, pdf, bytes, options));
  const checks = judged.map(({ check }) => check);
  const isOpenEnded = checks.every((each) => each.result === 'valid' && !each.coversWholeFile);
  const words = [...judged.flatMap((each) => each.notes), ...(isOpenEnded ? [notes.filledAfterwards] : []), notes.revocation];
  return report(overallOf(checks), [...new Set(words)], checks);
}

interface Judgement {
  readonly check: SignatureCheck;
  readonly notes: readonly string[];
}

async function judge(signature: SignatureInFile, pdf: PDF, bytes: Uint8Array, options: VerificationOptions): Promise<Judgement> {
  const { range } = signature;
  if (range === null) return { check: unknownSigner(signature, 'invalid', reasons.rangeWrong), notes: [] };
  const cms = readCms(signature, range, bytes);
  if (cms === null) return { check: unknownSigner(signature, 'unverifiable', reasons.formUnknown), notes: [] };
  const signedAt = cms.signingTime ?? signature.statedTime;
  const coversWholeFile = range.secondOffset + range.secondLength === bytes.length;
  const changes = coversWholeFile ? 'form' : await changesAfter(range, pdf, bytes);
  const verdict = verdictOf(cms, changes, signedAt, options);
  const signer = signerOf(cms.certificate);
  return {
    check: {
      signer: signer.name, kind: signer.kind, issuer: signer.issuer, serialNumber: signer.serialNumber,
      signedAt: signedAt?.toISOString() ?? null, coversWholeFile, ...verdict,
    },
    notes: notesOn(cms, signer.name),
  };
}

type Verdict = Pick<SignatureCheck, 'result' | 'reason'>;

function verdictOf(
  cms: CmsSignature, changes: RevisionChanges | 'unknown', signedAt: Date | null, { at, trustedCertificates }: VerificationOptions,
): Verdict {
  if (cms.fault !== null) return { result: 'invalid', reason: reasons[cms.fault] };
  if (changes === 'content') return { result: 'invalid', reason: reasons.changedAfterSigning };
  if (!allowsSigning(cms.certificate)) return { result: 'invalid', reason: reasons.usageForbidden };
  const trust = judgeTrust(cms.certificate.raw, cms.certificates, trustedCertificates, signedAt ?? at);
  if (trust.result === 'expired' || trust.result === 'notYetValid') return { result: 'invalid', reason: reasons[trust.result] };
  if (trust.result !== 'trusted') return { result: 'unverifiable', reason: reasons[trust.result] };
  if (signedAt !== null && signedAt.getTime() > at.getTime() + clockTolerance) return { result: 'unverifiable', reason: reasons.inTheFuture };
  if (changes === 'annotations') return { result: 'unverifiable', reason: reasons.annotatedAfterSigning };
  if (changes === 'unknown') return { result: 'unverifiable', reason: reasons.changesUnknown };
  return { result: 'valid', reason: '' };
}

function readCms(signature: SignatureInFile, range: ByteRange, bytes: Uint8Array): CmsSignature | null {
  try {
    return checkCmsSignature(signature.contents, (algorithm) => digestOf(bytes, range, algorithm));
  } catch {
    return null;
  }
}

async function changesAfter(range: ByteRange, pdf: PDF, bytes: Uint8Array): Promise<RevisionChanges | 'unknown'> {
  const rest = bytes.subarray(range.secondOffset + range.secondLength);
  if (rest.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20)) return 'form';
  try {
    const before = await openPdf(bytes.subarray(0, range.secondOffset + range.secondLength));
    // A reader that has to guess the structure may see something else than we do.
    if (before.recoveredViaBruteForce || pdf.recoveredViaBruteForce) return 'unknown';
    return changesSince(before, pdf);
  } catch (error) {
    if (error instanceof SigningError || error instanceof ComparisonTooLarge) return 'unknown';
    throw error;
  }
}

function notesOn(cms: CmsSignature, signer: string): string[] {
  return [
    ...(cms.digestAlgorithm === 'sha1' ? [notes.sha1(signer)] : []),
    ...(isShortKey(cms) ? [notes.shortKey(signer)] : []),
    cms.hasTimeStamp ? notes.timeStampUnchecked : notes.timeFromSigner,
  ];
}

function isShortKey({ certificate }: CmsSignature): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < 2048;
}

function unknownSigner(signature: SignatureInFile, result: 'invalid' | 'unverifiable', reason: string): SignatureCheck {
  const signedAt = signature.statedTime?.toISOString() ?? null;
  return { signer: '', kind: 'unknown', issuer: '', serialNumber: '', signedAt, coversWholeFile: false, result, reason };
}

function overallOf(checks: readonly SignatureCheck[]): VerificationReport['overall'] {
  if (checks.some((each) => each.result === 'invalid')) return 'invalid';
  return checks.some((each) => each.result === 'unverifiable') ? 'unverifiable' : 'valid';
}

function looksSigned(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/ByteRange');
}
