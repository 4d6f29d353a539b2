import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { localDate } from '@vanthu/documents';
import { VanthuError } from '@vanthu/model';
import { certificatesFromPem, certificateToPem } from '@vanthu/signing';

/** Longer chains do not occur; a circle of certificates ends here. */
const LONGEST_CHAIN = 10;

/** The authorities this installation trusts. */
export class TrustStore {
  private readonly roots: readonly X509Certificate[];

  constructor(readonly certificates: readonly Uint8Array[]) {
    this.roots = certificates.map((der) => new X509Certificate(der));
  }

  static async read(file: string | undefined): Promise<TrustStore> {
    return new TrustStore(file ? certificatesFromPem(await readFile(file, 'utf8')) : []);
  }

  get pem(): string {
    return this.certificates.map(certificateToPem).join('');
  }

  /**
   * Checks a signer's certificate before anything is signed with it (TT 15/2025/TT-BKHCN): in its period, from a trusted
   * authority. Answers the certificate, the first of `chain`. @throws VanthuError CERTIFICATE_REFUSED
   */
  usableCertificate(chain: readonly Uint8Array[], now: Date): X509Certificate {
    const certificates = parsed(chain);
    const [leaf] = certificates;
    if (!leaf) throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'certificateUnreadable' });
    if (!isInPeriod(leaf, now)) throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'certificatePeriod', from: dayOf(leaf.validFrom), to: dayOf(leaf.validTo) });
    if (!this.reaches(certificates, now)) throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'certificateUntrusted' });
    return leaf;
  }

  private reaches(chain: readonly X509Certificate[], now: Date): boolean {
    let current = chain[0];
    for (let depth = 0; current && depth < LONGEST_CHAIN; depth++) {
      const issued: X509Certificate = current;
      if (this.roots.some((root) => isIssuer(root, issued, now))) return true;
      current = chain.find((each) => each !== issued && isIssuer(each, issued, now));
    }
    return false;
  }
}

/** Only an authority may issue: else whoever has a certificate could make one for anybody. */
function isIssuer(issuer: X509Certificate, issued: X509Certificate, now: Date): boolean {
  return issuer.ca && isInPeriod(issuer, now) && issued.checkIssued(issuer) && issued.verify(issuer.publicKey);
}

function isInPeriod({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return now >= new Date(validFrom) && now <= new Date(validTo);
}

/** dd/mm/yyyy in Vietnam */
function dayOf(instant: string): string {
  return localDate(Date.parse(instant)).split('-').reverse().join('/');
}

function parsed(chain: readonly Uint8Array[]): X509Certificate[] {
  try {
    return chain.map((der) => new X509Certificate(der));
  } catch {
    throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'certificateUnreadable' });
  }
}
