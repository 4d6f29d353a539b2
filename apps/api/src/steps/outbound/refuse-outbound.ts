import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The leader refused: the draft ends here. */
export function refuseOutbound({ progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi lý do từ chối', en: 'Record the refusal' },
    input: actedSchema.extend({ reason: z.string().min(1).max(2000) }),
    output: noOutput,
    async execute({ documentId, reason, actor }, context) {
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'refused');
      await trail.append({ documentId, act: 'refuse', who: name, facts: { reason }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
