import { z } from 'zod';
import { keySchema } from '../key.js';
import { pageOf } from './paging.js';

/** GET /api/operations/incidents (role operator or systemAdmin) */
export const incidentSchema = z.object({
  key: keySchema,
  processInstanceKey: keySchema,
  processName: z.string(),
  elementId: z.string(),
  elementName: z.string(),
  /** `JOB_NO_RETRIES`, `IO_MAPPING_ERROR`, … */
  type: z.string(),
  /** What happened and what to do; never a value of a variable or a secret. */
  message: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  document: z.object({ id: keySchema, subject: z.string(), notation: z.string() }).nullable(),
});
export type IncidentView = z.infer<typeof incidentSchema>;
export const incidentPageSchema = pageOf(incidentSchema);

/** GET /health: 200 when the process lives; GET /ready: 200 when it can serve, else 503 with what is missing. */
export const readySchema = z.object({ status: z.enum(['ready', 'starting', 'failing']), missing: z.array(z.string()) });
