import { X509Certificate } from 'node:crypto';
import { isPreparedFor, SigningError, signerOf } from '@vanthu/signing';
import type { PreparedSigning } from '@vanthu/model';
import type { KeyStore, StoredCertificate } from '../keys/key-store.js';
import type { AgentErrorCode } from './agent-error.js';

export type Summary = PreparedSigning['summary'];

export interface SigningRequest {
  readonly certificate: StoredCertificate;
  readonly toBeSigned: Uint8Array;
  readonly summary: Summary;
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export type SessionState = 'waiting' | 'signed' | 'cancelled' | 'failed';

/** After this many wrong PINs the page must ask anew, so that nobody locks a token by patience. */
const maxWrongPins = 5;

/** One request to sign: it ends once, by a signature, by the person, or by time. */
export class SigningSession {
  readonly id: string;
  /** Known to the agent's own page only: the form sends it back. */
  readonly formToken: string;
  readonly summary: Summary;
  readonly certificate: CertificateFacts;
  readonly expiresAt: number;
  readonly #request: SigningRequest;
  #state: SessionState = 'waiting';
  #signature: Uint8Array | null = null;
  #error: AgentErrorCode | null = null;
  #triesLeft: number | null = null;
  #wrongPins = 0;
  #isBusy = false;

  constructor(request: SigningRequest, secrets: { readonly id: string; readonly formToken: string }, expiresAt: number) {
    this.id = secrets.id;
    this.formToken = secrets.formToken;
    this.summary = request.summary;
    this.certificate = factsOf(request.certificate);
    this.expiresAt = expiresAt;
    this.#request = request;
  }

  get state(): SessionState {
    return this.#state;
  }

  get signature(): Uint8Array | null {
    return this.#signature;
  }

  /** Why it failed, or while waiting what was wrong with the last attempt. */
  get error(): AgentErrorCode | null {
    return this.#error;
  }

  get triesLeft(): number | null {
    return this.#triesLeft;
  }

  cancel(): void {
    if (this.#state === 'waiting' && !this.#isBusy) this.#end('cancelled', null);
  }

  /** A signature under way when the time runs out may still come to its end. */
  expire(): void {
    if (this.#state === 'waiting' && !this.#isBusy) this.#end('failed', 'EXPIRED');
  }

  /** One attempt; a second one at the same time is ignored, so a double click costs one try. Throws only what is a bug. */
  async sign(keys: KeyStore, pin: string): Promise<void> {
    if (this.#state !== 'waiting' || this.#isBusy) return;
    this.#isBusy = true;
    try {
      this.#signature = await keys.sign(this.#request.certificate, pin, this.#request.toBeSigned);
      this.#end('signed', null);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isBusy = false;
    }
  }

  #fail(error: unknown): void {
    this.#triesLeft = error instanceof SigningError ? error.triesLeft : null;
    this.#error = error instanceof SigningError ? error.code : 'INTERNAL';
    if (this.#error === 'PIN_WRONG') this.#wrongPins += 1;
    if (this.#wrongPins >= maxWrongPins) this.#end('failed', 'TOO_MANY_PINS');
    else if (!retryable.has(this.#error)) this.#end('failed', this.#error);
    if (!(error instanceof SigningError)) throw error;
  }

  #end(state: SessionState, error: AgentErrorCode | null): void {
    this.#state = state;
    this.#error = error;
  }
}

/** The person can put these right and press again. */
const retryable = new Set<AgentErrorCode>(['PIN_WRONG', 'TOKEN_MISSING', 'DRIVER_CRASHED']);

/** Throws SigningError CERTIFICATE_INVALID or SIGNATURE_MISMATCH for what must not be signed at all. */
export function refuseUnfit({ certificate, toBeSigned }: SigningRequest, now: Date): void {
  const [leaf = new Uint8Array()] = certificate.certificateChain;
  const { notBefore, notAfter } = factsOf(certificate);
  if (now < notBefore || now > notAfter) throw new SigningError('CERTIFICATE_INVALID', 'not valid now');
  if (!isPreparedFor(toBeSigned, leaf)) throw new SigningError('SIGNATURE_MISMATCH', 'these bytes are no document signature for this certificate');
}

export function factsOf({ certificateChain }: StoredCertificate): CertificateFacts {
  const certificate = new X509Certificate(certificateChain[0] ?? new Uint8Array());
  const { name, issuer, serialNumber } = signerOf(certificate);
  return { subject: name, issuer, serialNumber, notBefore: certificate.validFromDate, notAfter: certificate.validToDate };
}
