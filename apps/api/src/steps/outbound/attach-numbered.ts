import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Keeps the PDF with number and date filled in; the agency signs this one. */
export function attachNumbered({ drafts }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Lưu bản đã có số', en: 'Keep the numbered copy' },
    input: documentIdSchema.extend({ sha256: z.string().length(64) }),
    output: noOutput,
    async execute({ documentId, sha256 }, context) {
      const stored = await context.files.stat(sha256);
      await drafts.addFile(documentId, { name: 'van-ban-co-so.pdf', mediaType: 'application/pdf', size: stored?.size ?? 0, sha256, role: 'numbered' });
      return {};
    },
  });
}
