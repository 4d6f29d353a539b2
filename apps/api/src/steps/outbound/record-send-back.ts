import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The draft goes back to its drafter with the reason; it can be edited again. */
export function recordSendBack({ progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi lý do trả lại', en: 'Record why it was sent back' },
    input: actedSchema.extend({ reason: z.string().min(1).max(2000) }),
    output: noOutput,
    async execute({ documentId, reason, actor }, context) {
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'sentBack');
      await trail.append({ documentId, act: 'sendBack', who: name, facts: { reason }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
