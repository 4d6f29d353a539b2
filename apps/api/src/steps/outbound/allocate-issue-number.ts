import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { localDate } from '@vanthu/documents';
import { VanthuError } from '@vanthu/model';
import { z } from 'zod';
import { actedSchema, authorOf } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

const outputSchema = z.object({
  issue: z.object({
    number: z.string(),
    day: z.number().int(),
    month: z.number().int(),
    /** The signed PDF that gets the number. */
    fileSha256: z.string(),
  }),
});

/** Number and date of an outgoing document, after the authority's signature (NĐ 30/2020 Đ15). */
export function allocateIssueNumber({ reader, registers, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Cấp số đi', en: 'Allocate the issue number' },
    input: actedSchema.extend({ numbering: z.object({ date: z.iso.date(), copies: z.coerce.number().int().min(1).max(1000).nullish() }) }),
    output: outputSchema,
    async execute({ documentId, numbering, actor }, context) {
      const document = await reader.get(documentId);
      const signed = document.files.findLast((file) => file.role === 'signed');
      if (!signed) throw new VanthuError('NO_SIGNABLE_FILE');
      if (numbering.date > localDate(context.now().getTime())) throw new VanthuError('FIELD_INVALID', { reason: 'dateInFuture' });
      const { username, name } = await authorOf(organisation, actor);
      const { codeNumber, date } = await registers.allocateIssueNumber({ documentId, date: numbering.date, by: { username, name } });
      const [, month, day] = date.split('-').map(Number);
      return { issue: { number: codeNumber, day: day ?? 1, month: month ?? 1, fileSha256: signed.sha256 } };
    },
  });
}
