/**
 * The port to whatever holds a private key: a file, a USB token, an HSM.
 * The key itself never passes through it.
 */
export interface SigningKey {
  /** DER, leaf first. */
  readonly certificateChain: readonly Uint8Array[];
  readonly algorithm: KeyAlgorithm;
  /**
   * Signs with SHA-256: RSASSA-PKCS1-v1_5 for RSA, the DER form of (r, s) for ECDSA.
   * Fails with a SigningError; never tries a PIN twice.
   */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export type KeyAlgorithm = 'RSA' | 'ECDSA';
