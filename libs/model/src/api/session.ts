import { z } from 'zod';
import { orgUnitSchema, personSchema } from '../organisation.js';

/** POST /api/session */
export const loginSchema = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(200) });
export type Login = z.infer<typeof loginSchema>;

/** GET /api/session; also the answer to POST. Unsafe requests carry `csrfToken` in the header `X-CSRF-Token`. */
export const sessionSchema = z.object({
  person: personSchema,
  unit: orgUnitSchema,
  agency: orgUnitSchema,
  csrfToken: z.string(),
  /** Where the page reaches the signer's agent, e.g. `http://127.0.0.1:8987`. */
  signingAgentUrl: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;
