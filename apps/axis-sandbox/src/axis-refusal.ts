import type { axisErrorCodes } from '@vanthu/edxml';

export type AxisErrorCode = (typeof axisErrorCodes)[keyof typeof axisErrorCodes];

/** A request the axis answers with an error code of its own; nothing was stored. */
export class AxisRefusal extends Error {
  constructor(
    readonly code: AxisErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'AxisRefusal';
  }
}
