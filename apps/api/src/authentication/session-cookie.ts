import type { CookieOptions } from 'express';
import type { Configuration } from '../configuration/configuration.js';

export const sessionCookie = 'vanthu_session';

export function cookieOptions({ PUBLIC_URL, SESSION_HOURS }: Configuration): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: PUBLIC_URL?.startsWith('https://') ?? false, path: '/', maxAge: SESSION_HOURS * 3_600_000 };
}
