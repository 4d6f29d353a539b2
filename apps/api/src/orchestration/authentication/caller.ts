import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@vanthu/model';
import type { Request } from 'express';
import { RestProblem } from '../problems/rest-problem.js';

/** Who speaks to `/v2`: a person, or a program with client credentials. */
export interface Caller {
  /** Of a client: its id. */
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly kind: 'person' | 'client';
  readonly roles: readonly Role[];
}

export interface CalledRequest extends Request {
  caller?: Caller;
}

/** Who makes the request. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (!caller) throw new RestProblem('UNAUTHORIZED', 'Sign in with basic authentication or a bearer token.');
  return caller;
});
