/** The keys this PC can reach. */
export interface KeyStore {
  list(): Promise<StoredCertificate[]>;
  /** One attempt with this PIN. Throws SigningError, e.g. PIN_WRONG, PIN_LOCKED, TOKEN_MISSING. */
  sign(certificate: StoredCertificate, pin: string, data: Uint8Array): Promise<Uint8Array>;
}

export interface StoredCertificate {
  readonly id: string;
  /** DER, leaf first. */
  readonly certificateChain: readonly Uint8Array[];
}
