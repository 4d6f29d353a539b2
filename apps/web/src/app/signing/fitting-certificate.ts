import type { AgentCertificate } from './signing-agent';

/** The common name of a distinguished name; a name with commas may be quoted or escaped. */
export function commonName(distinguishedName: string): string {
  const found = /(?:^|[,/+]\s*)CN=("(?:[^"]|"")*"|(?:\\.|[^,/+\\])+)/i.exec(distinguishedName)?.[1];
  if (found === undefined) return distinguishedName;
  return found.replace(/^"|"$/g, '').replaceAll('""', '"').replace(/\\(.)/g, '$1').trim();
}

/**
 * The certificate to propose: the only one that is valid, or the only valid one made out to `name` (a person's certificate may go
 * on with title and agency). Null when the signer has to choose.
 */
export function fittingCertificate(certificates: readonly AgentCertificate[], name: string, now: Date): AgentCertificate | null {
  const valid = certificates.filter((each) => Date.parse(each.notAfter) >= now.getTime());
  if (valid.length === 1) return valid[0] ?? null;
  const own = valid.filter((each) => isMadeOutTo(each, name));
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** Those made out to the signer first; the order of the rest stays. */
export function ownFirst(certificates: readonly AgentCertificate[], name: string): AgentCertificate[] {
  return [...certificates].sort((a, b) => Number(isMadeOutTo(b, name)) - Number(isMadeOutTo(a, name)));
}

function isMadeOutTo(certificate: AgentCertificate, name: string): boolean {
  const owner = commonName(certificate.subject).normalize('NFC');
  const wanted = name.normalize('NFC');
  return owner === wanted || owner.startsWith(`${wanted},`);
}
