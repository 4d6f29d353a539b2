import { X509Certificate } from 'node:crypto';

const maxDepth = 8;

/** The leaf and, as far as the pool holds them, its issuers up to a root. DER, leaf first. */
export function buildChain(leaf: Uint8Array, pool: readonly Uint8Array[]): Uint8Array[] {
  const candidates = pool.flatMap((der) => parsed(der) ?? []);
  const chain = [new X509Certificate(leaf)];
  while (chain.length < maxDepth) {
    const last = chain.at(-1) as X509Certificate;
    if (isIssuedBy(last, last)) break;
    const issuer = candidates.find((each) => isIssuedBy(last, each) && !chain.some((known) => known.raw.equals(each.raw)));
    if (issuer === undefined) break;
    chain.push(issuer);
  }
  return chain.map((each) => new Uint8Array(each.raw));
}

/** By name, by key usage and by signature. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function parsed(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}
