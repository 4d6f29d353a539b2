import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VanthuError } from '@vanthu/model';
import { certificatesFromPem, certificateToPem } from '@vanthu/signing';

/** The authorities this installation trusts. */
export class TrustStore {
  constructor(readonly certificates: readonly Uint8Array[]) {}

  static async read(file: string | undefined): Promise<TrustStore> {
    return new TrustStore(file ? certificatesFromPem(await readFile(file, 'utf8')) : []);
  }

  get pem(): string {
    return this.certificates.map(certificateToPem).join('');
  }

  /**
   * Checks a signer's certificate before anything is signed with it (TT 15/2025/TT-BKHCN): in its period, from a trusted authority.
   * @throws VanthuError CERTIFICATE_REFUSED
   */
  assertUsable(chain: readonly Uint8Array[], now: Date): void {
    const certificates = parsed(chain);
    const [leaf] = certificates;
    if (!leaf) throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'không đọc được chứng thư số' });
    if (now < new Date(leaf.validFrom) || now > new Date(leaf.validTo)) throw new VanthuError('CERTIFICATE_REFUSED', { reason: `chỉ có hiệu lực từ ${leaf.validFrom} đến ${leaf.validTo}` });
    if (!this.reaches(certificates)) throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'không do tổ chức được tin cậy cấp' });
  }

  private reaches(chain: readonly X509Certificate[]): boolean {
    const roots = this.certificates.map((der) => new X509Certificate(der));
    let current = chain[0];
    for (let depth = 0; current && depth < 10; depth++) {
      const issued: X509Certificate = current;
      if (roots.some((root) => issued.checkIssued(root) && issued.verify(root.publicKey))) return true;
      current = chain.find((each) => each !== issued && issued.checkIssued(each) && issued.verify(each.publicKey));
    }
    return false;
  }
}

function parsed(chain: readonly Uint8Array[]): X509Certificate[] {
  try {
    return chain.map((der) => new X509Certificate(der));
  } catch {
    throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'không đọc được chứng thư số' });
  }
}
