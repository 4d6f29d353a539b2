import type { IncidentType } from './event.js';

/** An expected failure of a step. It becomes an incident on the element; it is never thrown. */
export class Failure {
  constructor(
    readonly type: IncidentType,
    /** What went wrong and what to do, in English; holds no values of variables. */
    readonly message: string,
  ) {}
}

export function isFailure(value: unknown): value is Failure {
  return value instanceof Failure;
}
