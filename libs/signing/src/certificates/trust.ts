import { X509Certificate } from 'node:crypto';
import { buildChain } from './chain.js';
import { x509 } from './x509.js';

export type TrustResult =
  | { readonly result: 'trusted' }
  | { readonly result: 'expired' | 'notYetValid' }
  | { readonly result: 'unknownAuthority' | 'authorityExpired' };

/** Whether a certificate leads to one the administrator trusts, judged at an instant. Revocation is not looked at. */
export function judgeTrust(
  leaf: Uint8Array, embedded: readonly Uint8Array[], trusted: readonly Uint8Array[], at: Date,
): TrustResult {
  const certificate = new X509Certificate(leaf);
  if (at < certificate.validFromDate) return { result: 'notYetValid' };
  if (at > certificate.validToDate) return { result: 'expired' };
  // Trusted ones first, so that of two certificates of one authority the trusted one is taken.
  const chain = buildChain(leaf, [...trusted, ...embedded]);
  const anchor = chain.findIndex((each) => trusted.some((known) => Buffer.compare(known, each) === 0));
  if (anchor < 0) return { result: 'unknownAuthority' };
  const authorities = chain.slice(1, anchor + 1).map((each) => new X509Certificate(each));
  if (authorities.some((each) => at < each.validFromDate || at > each.validToDate)) return { result: 'authorityExpired' };
  return authorities.every(allowsDepth) ? { result: 'trusted' } : { result: 'unknownAuthority' };
}

/** `depth` authorities stand between this one and the leaf. */
function allowsDepth(authority: X509Certificate, depth: number): boolean {
  const limits = new x509.X509Certificate(new Uint8Array(authority.raw)).getExtension(x509.BasicConstraintsExtension);
  return limits?.pathLength === undefined || depth <= limits.pathLength;
}
