import type { ConnectorOperation } from '@vanthu/connector-sdk';
import type { DocumentDetail, MessageCheck, VerificationReport } from '@vanthu/model';
import { verifyPdf } from '@vanthu/signing';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';
import { verifyMessage } from './verify-message.js';

/** Checks every signature of the received PDFs and of the message that brought them, and stores one report for the clerk (NĐ 30/2020 Đ21.2a). */
export function verifySignatures({ reader, progress, files, trustedCertificates }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Kiểm tra chữ ký số', en: 'Check signatures' },
    input: documentIdSchema,
    output: noOutput,
    async execute({ documentId }, context) {
      const document = await reader.get(documentId);
      if (document.verification) return {};
      const options = { trustedCertificates, at: context.now() };
      const pdfs = document.files.filter((file) => file.mediaType === 'application/pdf');
      const reports: VerificationReport[] = [];
      for (const pdf of pdfs) reports.push(await verifyPdf(await files.read(pdf.sha256), options));
      const edxml = messageOf(document);
      const message = edxml && verifyMessage(await files.read(edxml.sha256), options);
      await progress.saveVerification(documentId, merged(reports, message, options.at));
      return {};
    },
  });
}

const worstFirst = ['invalid', 'unverifiable', 'valid', 'unsigned'] as const;

function messageOf({ channel, files }: DocumentDetail): DocumentDetail['files'][number] | undefined {
  return channel === 'axis' ? files.find((file) => file.role === 'original') : undefined;
}

/** One report for all: the worst finding counts, a part without signature does not spoil a signed one. */
function merged(reports: readonly VerificationReport[], message: MessageCheck | undefined, at: Date): VerificationReport {
  const verdicts = [...reports.map((report) => report.overall), ...(message ? [message.result] : [])];
  return {
    overall: worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'unsigned',
    signatures: reports.flatMap((report) => report.signatures),
    ...(message && { message }),
    notes: reports.flatMap((report) => report.notes),
    checkedAt: at.toISOString(),
  };
}
