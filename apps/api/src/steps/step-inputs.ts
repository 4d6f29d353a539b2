import { keySchema, type Person } from '@vanthu/model';
import type { Organisation } from '@vanthu/persistence';
import { z } from 'zod';

export const documentIdSchema = z.object({ documentId: keySchema });

/** The user name of whoever completed the task before; absent for the system. */
export const actedSchema = documentIdSchema.extend({ actor: z.string().max(64).nullish() });

export const noOutput = z.object({});

/** The person behind a user name, in the words of the timeline. */
export async function authorOf(organisation: Organisation, username: string | null | undefined): Promise<{ username: string; name: string; person: Person | null }> {
  const person = username ? await organisation.person(username) : null;
  return { username: username ?? '', name: person?.displayName ?? username ?? '', person };
}
