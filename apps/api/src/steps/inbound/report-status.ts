import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { actedSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Tells the issuer where its document stands; only documents from the axis have somebody to tell. */
export function reportStatus({ statuses }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Báo trạng thái cho nơi gửi', en: 'Report a status to the sender' },
    input: actedSchema.extend({ code: z.enum(['01', '03', '04', '05', '16']), reason: z.string().max(1000).nullish() }),
    output: noOutput,
    async execute({ documentId, code, actor, reason }, context) {
      await statuses.report({ documentId, code, actor: actor ?? null, reason: reason ?? '' }, context);
      return {};
    },
  });
}
