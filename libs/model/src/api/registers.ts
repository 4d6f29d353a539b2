import { z } from 'zod';
import { keySchema } from '../key.js';
import { pageOf } from './paging.js';

/** GET /api/registers */
export const registerSchema = z.object({
  id: keySchema,
  agencyId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  name: z.string(),
  year: z.number().int(),
  /** The number the next document will get. */
  nextNumber: z.number().int(),
});
export type RegisterView = z.infer<typeof registerSchema>;

/** GET /api/registers/:id/entries: the ten columns of the statutory register (NĐ 30/2020, Phụ lục IV). */
export const registerEntrySchema = z.object({
  documentId: keySchema,
  number: z.number().int(),
  /** Day of arrival or of issue. */
  date: z.iso.date(),
  notation: z.string(),
  documentDate: z.iso.date().nullable(),
  /** Sender (inbound) or signer (outbound). */
  party: z.string(),
  typeAndSubject: z.string(),
  /** Receiving unit or person (inbound), recipients (outbound). */
  recipients: z.string(),
  keeper: z.string(),
  copies: z.number().int(),
  forwardedOn: z.iso.date().nullable(),
  note: z.string(),
});
export type RegisterEntry = z.infer<typeof registerEntrySchema>;
export const registerEntryPageSchema = pageOf(registerEntrySchema);
