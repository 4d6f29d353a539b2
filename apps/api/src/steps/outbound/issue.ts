import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { localDate } from '@vanthu/documents';
import { VanthuError, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { describeLines, issuedLineSchema } from '../../documents/issued-lines.js';
import { actedSchema, authorOf } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** From here the document is the agency's word: one line per recipient goes out. */
export function issue(services: StepServices): ConnectorOperation {
  const { reader, progress, trail, organisation } = services;
  return defineStep({
    name: { vi: 'Phát hành', en: 'Issue' },
    input: actedSchema,
    output: z.object({ lines: z.array(issuedLineSchema), documentId: keySchema }),
    async execute({ documentId, actor }, context) {
      if (!(await progress.approvalMatches(documentId))) throw new VanthuError('APPROVAL_VOID');
      const document = await reader.get(documentId);
      if (document.status === 'numbered') await progress.setStatus(documentId, 'sealed');
      await progress.setStatus(documentId, 'issued');
      const { name } = await authorOf(organisation, actor);
      await trail.append({ documentId, act: 'issue', who: name, facts: { count: document.recipients.length }, onceKey: context.idempotencyKey });
      const issuedOn = document.issueDate ?? localDate(context.now().getTime());
      return { documentId, lines: await describeLines(organisation, await reader.get(documentId), issuedOn) };
    },
  });
}
