import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { VanthuError, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { approvedMailText } from '@vanthu/documents';
import { documentIdSchema } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

const mailSchema = z.object({
  agencyId: z.string(),
  to: z.array(z.email()).min(1),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ sha256: z.string(), name: z.string() })),
});

/**
 * The mail that goes from the unit mailbox: exactly the approved text and, from the approval record, who approved it.
 * Without an approval of this very content there is no mail.
 */
export function describeMail({ reader, progress, lines, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Lập thư từ bản đã duyệt', en: 'Write the mail from the approved text' },
    input: documentIdSchema.extend({ lineId: keySchema }),
    output: z.object({ mail: mailSchema }),
    async execute({ documentId, lineId }) {
      const document = await reader.get(documentId);
      const line = await lines.find(lineId);
      const agency = await organisation.unit(document.agencyId);
      if (!document.approval || !(await progress.approvalMatches(documentId))) throw new VanthuError('APPROVAL_VOID');
      if (!line?.email || !agency?.capabilities.email) throw new VanthuError('FIELD_INVALID', { reason: 'noMailAddress' });
      const attached = document.files.filter((file) => file.role === 'issued' || file.role === 'attachment');
      return {
        mail: {
          agencyId: agency.id,
          to: [line.email],
          subject: `${document.notation} ${document.subject}`,
          text: approvedMailText(document.body, document.approval),
          attachments: attached.map(({ sha256, name }) => ({ sha256, name })),
        },
      };
    },
  });
}
