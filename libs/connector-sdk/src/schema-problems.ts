import { z } from 'zod';

/** Makes a schema speak Vietnamese where it has no words of its own. */
export const vietnamese = { error: z.locales.vi().localeError } as const;

/** Every field that does not fit and why, in one line; never a value. */
export function placesOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || '(tất cả)'}: ${issue.message}`).join('; ');
}
