import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { keySchema } from '@vanthu/model';
import { z } from 'zod';
import { authorOf, documentIdSchema } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** A draft that answers the document, its sender already the first recipient. */
export function createReply({ drafts, reader, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Tạo dự thảo trả lời', en: 'Create the reply' },
    input: documentIdSchema.extend({ drafter: z.string().min(1).max(64), unitId: z.string().min(1).max(64) }),
    output: z.object({ replyDocumentId: keySchema }),
    async execute({ documentId, drafter, unitId }, context) {
      const document = await reader.get(documentId);
      const sender = document.sender?.organId ? await organisation.unitByOrganId(document.sender.organId) : null;
      const { username, name } = await authorOf(organisation, drafter);
      const replyDocumentId = await drafts.newOutbound({
        agencyId: document.agencyId,
        unitId,
        drafter: { username, name },
        onceKey: context.idempotencyKey,
        replyToId: documentId,
        type: 'CV',
        subject: `Trả lời ${document.notation || document.subject}`.slice(0, 500),
        recipients: [{ unitId: sender?.id ?? null, name: document.counterpart || sender?.name || 'Nơi gửi', email: document.sender?.email ?? null, purpose: 'execute' }],
      });
      return { replyDocumentId };
    },
  });
}
