import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Where the archive keeps the case. */
export function markArchived({ progress }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi đã lưu hồ sơ', en: 'Record the archiving' },
    input: documentIdSchema.extend({ location: z.string().min(1).max(500) }),
    output: noOutput,
    async execute({ documentId, location }) {
      await progress.recordArchive(documentId, location);
      return {};
    },
  });
}
