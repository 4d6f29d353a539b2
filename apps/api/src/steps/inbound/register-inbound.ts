import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { documentTypeSchema } from '@vanthu/model';
import { z } from 'zod';
import { actedSchema, authorOf } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** As the form of the task hands it over; selects give texts. */
export const registrationSchema = z.object({
  sender: z.string().min(1).max(200),
  notation: z.string().min(1).max(60),
  documentDate: z.iso.date(),
  type: documentTypeSchema,
  subject: z.string().min(1).max(500),
  urgency: z.coerce.number().int().min(0).max(3),
});

/** Puts the document into the register of the year and gives it its arrival number. */
export function registerInbound({ progress, registers, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Cấp số đến', en: 'Allocate the arrival number' },
    input: actedSchema.extend({ registration: registrationSchema }),
    output: z.object({ arrivalNumber: z.number().int() }),
    async execute({ documentId, registration, actor }) {
      const { username, name } = await authorOf(organisation, actor);
      await progress.correct(documentId, { ...registration, urgency: registration.urgency as 0 | 1 | 2 | 3 });
      const { number } = await registers.allocateArrivalNumber({ documentId, by: { username, name } });
      return { arrivalNumber: number };
    },
  });
}
