import { createHash } from 'node:crypto';
import { Pkcs11Tokens } from '@vanthu/signing';
import type { Pkcs11Options } from '@vanthu/signing';
import type { KeyStore, StoredCertificate } from './key-store.js';

/** The tokens plugged in, through one PKCS#11 driver. */
export class TokenKeyStore implements KeyStore {
  readonly #tokens: Pkcs11Tokens;

  constructor(options: Pkcs11Options) {
    this.#tokens = new Pkcs11Tokens(options);
  }

  async list(): Promise<StoredCertificate[]> {
    const listed = await this.#tokens.listCertificates();
    return listed.map(({ certificateChain }) => ({
      id: createHash('sha256').update(certificateChain[0] ?? new Uint8Array()).digest('hex').slice(0, 32),
      certificateChain,
    }));
  }

  sign({ certificateChain }: StoredCertificate, pin: string, data: Uint8Array): Promise<Uint8Array> {
    return this.#tokens.key(certificateChain, pin).sign(data);
  }
}
