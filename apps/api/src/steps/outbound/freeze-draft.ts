import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { VanthuError } from '@vanthu/model';
import { actedSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The draft becomes the paper that is checked and signed. */
export function freezeDraft({ reader, progress, composer }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Lập bản trình ký', en: 'Set the draft for signing' },
    input: actedSchema,
    output: noOutput,
    async execute({ documentId }, context) {
      const document = await reader.get(documentId);
      if (document.status === 'submitted') return {};
      if (document.recipients.length === 0) throw new VanthuError('FIELD_INVALID', { reason: 'noRecipients' });
      await composer.compose(documentId, context.now().getTime());
      await progress.setStatus(documentId, 'submitted');
      return {};
    },
  });
}
