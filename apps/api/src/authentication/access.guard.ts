import { timingSafeEqual } from 'node:crypto';
import { Injectable, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { VanthuError, type Person } from '@vanthu/model';
import { Organisation, Sessions, type KnownSession } from '@vanthu/persistence';
import type { Request } from 'express';
import { accessTable, type Access } from './access-table.js';
import { tokenOf } from './session-cookie.js';

export interface SignedInRequest extends Request {
  signedIn?: { readonly person: Person; readonly session: KnownSession };
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Checks every request against the access table; unsafe ones must carry the session's CSRF token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly organisation: Organisation,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const route = request.route as { path?: unknown } | undefined;
    const access = accessTable[`${request.method} ${String(route?.path)}`];
    if (access === 'public') return true;
    const session = await this.sessionOf(request);
    if (!safeMethods.has(request.method) && !isEqual(request.get('x-csrf-token') ?? '', session.csrfToken)) throw new VanthuError('CSRF_TOKEN_INVALID');
    const person = await this.organisation.person(session.username);
    if (!person) throw new VanthuError('NOT_SIGNED_IN');
    if (!isAllowed(access, person)) throw new VanthuError('NOT_ALLOWED', { needed: Array.isArray(access) ? access.join(',') : '—' });
    request.signedIn = { person, session };
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
