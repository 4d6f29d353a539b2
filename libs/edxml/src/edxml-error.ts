/**
 * `EDXML_MALFORMED`: not XML, or not edXML. `EDXML_TOO_LARGE`: past a limit. `EDXML_UNSAFE`: DTD, entity or zip bomb.
 * `EDXML_INCOMPLETE`: a field without which the message means nothing is missing.
 */
export type EdxmlErrorCode = 'EDXML_MALFORMED' | 'EDXML_TOO_LARGE' | 'EDXML_UNSAFE' | 'EDXML_INCOMPLETE';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Why a message could not be read or written. The message names places and limits, never field values. */
export class EdxmlError extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    readonly code: EdxmlErrorCode,
    message: string,
    position?: Position,
  ) {
    super(message);
    this.name = 'EdxmlError';
    this.line = position?.line;
    this.column = position?.column;
  }
}
