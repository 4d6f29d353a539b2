import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The clerk agreed to the issuer's recall: 15 back, the document is marked recalled, its trail stays (NĐ 30/2020 Đ18.4). */
export function recallInbound({ statuses, progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Thu hồi văn bản đến', en: 'Recall' },
    input: actedSchema,
    output: noOutput,
    async execute({ documentId, actor }, context) {
      await statuses.report({ documentId, code: '15', actor: actor ?? null, reason: '' }, context);
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'recalled');
      await trail.append({ documentId, act: 'recall', who: name, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
