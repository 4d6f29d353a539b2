import { z } from 'zod';

/** An int64 identifier, time-ordered, as a decimal string: JSON and JavaScript numbers cannot hold it. */
export type Key = string;

export const keySchema = z.string().regex(/^\d{1,19}$/, 'KEY_INVALID');
