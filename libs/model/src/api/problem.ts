import { z } from 'zod';

/** RFC 9457 problem detail, as every error answer of the server carries it. */
export const problemSchema = z.object({
  /** `/problems/<code in kebab case>` */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened and what to do, in the language of the request. */
  detail: z.string(),
  /** A code of `errorCodes`; people quote it to support. */
  code: z.string(),
  /** Per field, where a form or body did not fit; path as in `recipients.0.name`. */
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  /** Further facts a client can act on, e.g. the duplicate found. */
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
