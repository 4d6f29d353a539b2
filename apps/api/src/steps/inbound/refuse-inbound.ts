import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { errorText } from '@vanthu/model';
import { z } from 'zod';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/**
 * The clerk does not receive the document: the sender is told 02 with the reason (NĐ 30/2020 Đ21.2b). Of a document that turned out
 * to be secret nothing is kept but that it came and was refused.
 */
export function refuseInbound({ statuses, progress, trail, organisation, erasure, files }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Từ chối tiếp nhận', en: 'Refuse' },
    input: actedSchema.extend({ reason: z.string().max(2000).nullish(), isSecret: z.boolean().default(false) }),
    output: noOutput,
    async execute({ documentId, reason, isSecret, actor }, context) {
      await statuses.report({ documentId, code: '02', actor: actor ?? null, reason: isSecret ? errorText('SECRET_REFUSED', 'vi') : (reason ?? '') }, context);
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'refused');
      if (isSecret) {
        // the contents before the rows that name them: a run that was cut short finds the rest
        for (const sha256 of await erasure.contentsOf(documentId)) await files.remove(sha256);
        await erasure.erase(documentId);
      }
      await trail.append({ documentId, act: isSecret ? 'eraseSecret' : 'refuse', who: name, facts: { reason: reason ?? null }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
