import type { SigningErrorCode } from '../signing-error.js';

/** What goes over the channel to the process that loads the driver. Bytes travel as base64. */
export type TokenRequest =
  | { readonly operation: 'list'; readonly modulePath: string }
  | { readonly operation: 'sign'; readonly modulePath: string; readonly certificate: string; readonly digest: string; readonly pin: string };

export type TokenReply =
  | { readonly ok: true; readonly certificates: readonly { readonly der: string; readonly token: string }[] }
  | { readonly ok: true; readonly signature: string; readonly algorithm: 'RSA' | 'ECDSA' }
  | { readonly ok: false; readonly code: SigningErrorCode; readonly detail: string; readonly triesLeft: number | null };
