import { EdxmlError, validate } from '@vanthu/edxml';
import { axisError } from './axis-errors.js';

const mostProblems = 5;

/** What an encoder made; its refusals become `EDXML_INVALID`. */
export function encoded<T>(encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    if (error instanceof EdxmlError) throw axisError('EDXML_INVALID', error.message, error);
    throw error;
  }
}

/** Throws `EDXML_INVALID` with the first problems when the schema refuses a message. */
export async function requireValid(xml: string): Promise<void> {
  const { valid, errors } = await validate(xml);
  if (!valid) throw axisError('EDXML_INVALID', errors.slice(0, mostProblems).map(({ line, message }) => `dòng ${line}: ${message}`).join('; '));
}
