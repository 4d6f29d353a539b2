import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { localDate, localIso } from '@vanthu/documents';
import { VanthuError } from '@vanthu/model';
import { z } from 'zod';
import { axisDocument } from '../../documents/axis-document.js';
import { describeLines, issuedLineSchema } from '../../documents/issued-lines.js';
import { actedSchema, authorOf } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** From here the document is the agency's word: one line per recipient goes out. */
export function issue({ reader, progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Phát hành', en: 'Issue' },
    input: actedSchema,
    output: z.object({ lines: z.array(issuedLineSchema), axisDocument: z.record(z.string(), z.unknown()) }),
    async execute({ documentId, actor }, context) {
      if (!(await progress.approvalMatches(documentId))) throw new VanthuError('APPROVAL_VOID');
      const document = await reader.get(documentId);
      if (document.status === 'numbered') await progress.setStatus(documentId, 'sealed');
      await progress.setStatus(documentId, 'issued');
      const { name } = await authorOf(organisation, actor);
      await trail.append({ documentId, act: 'issue', who: name, facts: { count: document.recipients.length }, onceKey: context.idempotencyKey });
      const agency = await organisation.unit(document.agencyId);
      if (!agency) throw new VanthuError('NOT_FOUND', { what: 'agency' });
      const now = context.now().getTime();
      return {
        lines: await describeLines(organisation, document, document.issueDate ?? localDate(now)),
        axisDocument: await axisDocument(organisation, document, agency, localIso(now - (now % 1000))),
      };
    },
  });
}
