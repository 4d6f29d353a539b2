import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The document is dealt with: 06 to the sender. */
export function completeInbound({ statuses, progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Hoàn thành xử lý', en: 'Complete' },
    input: actedSchema,
    output: noOutput,
    async execute({ documentId, actor }, context) {
      await statuses.report({ documentId, code: '06', actor: actor ?? null, reason: '' }, context);
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'completed');
      await trail.append({ documentId, act: 'complete', who: name, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
