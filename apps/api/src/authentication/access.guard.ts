import { timingSafeEqual } from 'node:crypto';
import { Injectable, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { VanthuError, type Person } from '@vanthu/model';
import { Organisation, Sessions, type KnownSession } from '@vanthu/persistence';
import { callerOfPerson, RestCallers } from '../orchestration/authentication/rest-callers.js';
import type { CalledRequest, Caller } from '../orchestration/authentication/caller.js';
import { isRestRequest } from '../orchestration/problems/rest-answer.js';
import { accessTable, type Access } from './access-table.js';
import { tokenOf } from './session-cookie.js';

export interface SignedInRequest extends CalledRequest {
  signedIn?: { readonly person: Person; readonly session: KnownSession };
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Checks every request against the access table. People come with a session, and its CSRF token where something changes; to `/v2` also
 * with an `Authorization` header, which no browser sends by itself.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly organisation: Organisation,
    private readonly callers: RestCallers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const route = request.route as { path?: unknown } | undefined;
    const access = accessTable[`${request.method} ${String(route?.path)}`];
    if (access === 'public') return true;
    const authorization = request.get('authorization');
    if (authorization !== undefined && isRestRequest(request)) {
      request.caller = await this.callers.callerOf(authorization, request.ip ?? '');
      if (!mayCall(access, request.caller)) throw notAllowed(access);
      return true;
    }
    const session = await this.sessionOf(request);
    if (!safeMethods.has(request.method) && !isEqual(request.get('x-csrf-token') ?? '', session.csrfToken)) throw new VanthuError('CSRF_TOKEN_INVALID');
    const person = await this.organisation.person(session.username);
    if (!person) throw new VanthuError('NOT_SIGNED_IN');
    if (!isAllowed(access, person)) throw notAllowed(access);
    request.signedIn = { person, session };
    request.caller = callerOfPerson(person);
    return true;
  }

  private async sessionOf(request: SignedInRequest): Promise<KnownSession> {
    const token = tokenOf(request);
    const session = token ? await this.sessions.find(token) : null;
    if (!session) throw new VanthuError('NOT_SIGNED_IN');
    return session;
  }
}

function isAllowed(access: Access | undefined, person: Person): boolean {
  if (access === undefined || access === 'public') return false;
  return access === 'signedIn' || person.assignments.some((each) => access.includes(each.role));
}

/** Client credentials are given by the operator of this server for `/v2`: they open all of it. */
function mayCall(access: Access | undefined, { kind, roles }: Caller): boolean {
  if (access === undefined || access === 'public') return false;
  return access === 'signedIn' || kind === 'client' || roles.some((role) => access.includes(role));
}

function notAllowed(access: Access | undefined): VanthuError {
  return new VanthuError('NOT_ALLOWED', { needed: Array.isArray(access) ? access.join(',') : '—' });
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The person of the session. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { signedIn } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!signedIn) throw new VanthuError('NOT_SIGNED_IN');
  return signedIn.person;
});
