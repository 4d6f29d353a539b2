import { ConnectorError } from './connector-error.js';
import type { LocalText } from './local-text.js';

/** What people read when a connector fails with a code, and whether trying again makes sense. */
export interface ErrorText extends LocalText {
  readonly retryable: boolean;
}

export interface ErrorFacts {
  /** What is known of this case, in Vietnamese or in the other side's own words; follows the sentence of the code. */
  readonly detail?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * Makes the errors of a connector from its table, so that code, words and retrying stay together.
 * The message is the Vietnamese sentence and the detail; the interface finds the English one by the code.
 */
export function errorsFrom<const Texts extends Readonly<Record<string, ErrorText>>>(
  texts: Texts,
): (code: Extract<keyof Texts, string>, facts?: ErrorFacts) => ConnectorError {
  return (code, { detail = '', ...options } = {}) => {
    const text = texts[code] as ErrorText;
    return new ConnectorError(code, `${text.vi} ${detail}`.trim(), { retryable: text.retryable, ...options });
  };
}
