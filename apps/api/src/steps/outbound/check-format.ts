import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { formatFindings } from '@vanthu/documents';
import { extractText } from '@vanthu/signing';
import { z } from 'zod';
import { actedSchema } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** What of the prescribed form a program can check; the person who checks sees the findings. */
export function checkFormat({ reader, files }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Đối chiếu thể thức', en: 'Check the format' },
    input: actedSchema,
    output: z.object({ findings: z.array(z.string()) }),
    async execute({ documentId }) {
      const document = await reader.get(documentId);
      const main = document.files.findLast((file) => file.role === 'main');
      const pages = main ? await extractText(await files.read(main.sha256)) : null;
      return { findings: formatFindings({ document, pageCount: pages?.pageCount ?? 0, text: pages?.text ?? '' }) };
    },
  });
}
