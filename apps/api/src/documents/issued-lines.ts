import { policyInput } from '@vanthu/documents';
import { keySchema, type DocumentDetail } from '@vanthu/model';
import type { Organisation } from '@vanthu/persistence';
import { z } from 'zod';

/** A recipient as the process sends to it. */
export const issuedLineSchema = z.object({
  id: keySchema,
  name: z.string(),
  organId: z.string().nullable(),
  email: z.string().nullable(),
  /** Inputs of the decision `channel-policy`. */
  policy: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type IssuedLine = z.infer<typeof issuedLineSchema>;

/** One entry per recipient line, with what the channel policy decides on. `issuedOn` yyyy-mm-dd. */
export async function describeLines(organisation: Organisation, document: DocumentDetail, issuedOn: string): Promise<IssuedLine[]> {
  const agency = await organisation.unit(document.agencyId);
  if (!agency) throw new Error(`agency ${document.agencyId} is not in the directory`);
  const recipients = new Map((await organisation.unitsOf(document.recipients.flatMap((line) => line.unitId ?? []))).map((unit) => [unit.id, unit]));
  const sentTo = document.recipients.filter((line) => line.purpose !== 'keep');
  return sentTo.map((line) => ({
    id: line.id,
    name: line.name,
    organId: line.organId,
    email: line.email,
    policy: {
      ...policyInput({
        line,
        document: { type: document.type, subject: document.subject, notation: document.notation },
        recipient: recipients.get(line.unitId ?? '') ?? null,
        sender: agency,
        date: issuedOn,
      }),
    },
  }));
}
