const brand = Symbol.for('vanthu.BpmnError');

/** A business outcome the process models: an error boundary event with this code catches it, with `variables` set. */
export class BpmnError extends Error {
  readonly [brand] = true;

  constructor(
    readonly code: string,
    message: string,
    readonly variables: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'BpmnError';
  }
}

/** Like `instanceof`, and also true for an error made by another copy of the SDK (a plugin's own). */
export function isBpmnError(error: unknown): error is BpmnError {
  return typeof error === 'object' && error !== null && brand in error;
}
