import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { unitPrincipal } from '@vanthu/documents';
import { userPrincipal } from '@vanthu/model';
import { z } from 'zod';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Drafting has been given to someone: the drafter and the unit see the document from now on. */
export function openDraft({ progress }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Mở dự thảo', en: 'Open the draft' },
    input: documentIdSchema.extend({ drafter: z.string().min(1).max(64), unitId: z.string().min(1).max(64) }),
    output: noOutput,
    async execute({ documentId, drafter, unitId }) {
      await progress.addParticipants(documentId, [userPrincipal(drafter), unitPrincipal(unitId)]);
      return {};
    },
  });
}
