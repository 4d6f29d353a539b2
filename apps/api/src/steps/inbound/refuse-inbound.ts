import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The clerk does not receive the document: the sender is told 02 with the reason (NĐ 30/2020 Đ21.2b). */
export function refuseInbound({ statuses, progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Từ chối tiếp nhận', en: 'Refuse' },
    input: actedSchema.extend({ reason: z.string().min(1).max(2000) }),
    output: noOutput,
    async execute({ documentId, reason, actor }, context) {
      await statuses.report({ documentId, code: '02', actor: actor ?? null, reason }, context);
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'refused');
      await trail.append({ documentId, act: 'refuse', who: name, facts: { reason }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
