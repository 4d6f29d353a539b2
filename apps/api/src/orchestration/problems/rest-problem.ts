/** The titles that the API's clients know. */
export type RestTitle =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_STATE'
  | 'ALREADY_EXISTS'
  | 'NOT_IMPLEMENTED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'RESOURCE_EXHAUSTED'
  | 'INTERNAL'
  | 'UNAVAILABLE'
  | 'GATEWAY_TIMEOUT';

const statuses: Readonly<Record<RestTitle, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_STATE: 409,
  ALREADY_EXISTS: 409,
  NOT_IMPLEMENTED: 501,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

/** A refusal of `/v2`: what happened and what the caller can do. Never holds values of variables. */
export class RestProblem extends Error {
  readonly status: number;

  constructor(
    readonly title: RestTitle,
    readonly detail: string,
    /** After which a client may ask again. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'RestProblem';
    this.status = statuses[title];
  }
}
