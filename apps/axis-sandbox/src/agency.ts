import { isOrganId } from '@vanthu/edxml';
import { z } from 'zod';

export const agencySchema = z.object({
  code: z.string().refine((code) => isOrganId(code, { allowTestCodes: true }), 'not an organisation code'),
  name: z.string().min(1).max(200),
  /** `hosted`: a system fetches and answers for it. `automatic`: the sandbox plays the receiver itself. */
  mode: z.enum(['hosted', 'automatic']).default('automatic'),
  parentCode: z.string().max(35).default(''),
  mail: z.string().max(200).default(''),
  address: z.string().max(500).default(''),
  oldCode: z.string().max(35).default(''),
  /** The system that may act for a hosted agency; the first system when empty. */
  systemId: z.string().max(100).default(''),
  /** Refuses everything sent to it, as a suspended agency does. */
  isLocked: z.boolean().default(false),
  /** Names in the answers of an automatic agency. */
  clerk: z.string().max(100).default('Văn Thư Mẫu'),
  specialist: z.string().max(100).default('Chuyên Viên Mẫu'),
});
export type Agency = z.infer<typeof agencySchema>;
export type AgencyInput = z.input<typeof agencySchema>;

export const agencyListSchema = z.array(agencySchema);
