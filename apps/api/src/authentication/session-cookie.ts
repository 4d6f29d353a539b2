import type { CookieOptions, Request } from 'express';
import type { Configuration } from '../configuration/configuration.js';

export const sessionCookie = 'vanthu_session';

/** `maxAge` in ms. Sent over https alone wherever people reach the server by https. */
export function cookieOptions({ PUBLIC_URL, SESSION_HOURS }: Configuration): CookieOptions & { readonly maxAge: number } {
  return { httpOnly: true, sameSite: 'strict', secure: PUBLIC_URL?.startsWith('https://') ?? false, path: '/', maxAge: SESSION_HOURS * 3_600_000 };
}

export function tokenOf(request: Request): string | null {
  const cookies = request.cookies as Readonly<Record<string, unknown>> | undefined;
  const token = cookies?.[sessionCookie];
  return typeof token === 'string' && token !== '' ? token : null;
}
