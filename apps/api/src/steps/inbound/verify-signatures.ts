import type { ConnectorOperation } from '@vanthu/connector-sdk';
import type { VerificationReport } from '@vanthu/model';
import { verifyPdf } from '@vanthu/signing';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Checks every signature of the received PDFs and stores one report for the clerk (NĐ 30/2020 Đ21.2a). */
export function verifySignatures({ reader, progress, files, trustedCertificates }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Kiểm tra chữ ký số', en: 'Check signatures' },
    input: documentIdSchema,
    output: noOutput,
    async execute({ documentId }, context) {
      const document = await reader.get(documentId);
      if (document.verification) return {};
      const pdfs = document.files.filter((file) => file.mediaType === 'application/pdf');
      const reports: VerificationReport[] = [];
      for (const pdf of pdfs) reports.push(await verifyPdf(await files.read(pdf.sha256), { trustedCertificates, at: context.now() }));
      await progress.saveVerification(documentId, merged(reports, context.now()));
      return {};
    },
  });
}

const worstFirst = ['invalid', 'unverifiable', 'valid', 'unsigned'] as const;

/** One report for all files: the worst finding counts, a file without signatures does not spoil a signed one. */
function merged(reports: readonly VerificationReport[], at: Date): VerificationReport {
  return {
    overall: worstFirst.find((verdict) => reports.some((report) => report.overall === verdict)) ?? 'unsigned',
    signatures: reports.flatMap((report) => report.signatures),
    notes: reports.flatMap((report) => report.notes),
    checkedAt: at.toISOString(),
  };
}
