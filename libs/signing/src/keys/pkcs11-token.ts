import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildChain } from '../certificates/chain.js';
import { certificateAlgorithm, parseCertificate } from '../certificates/certificate.js';
import { SigningError } from '../signing-error.js';
import type { TokenReply, TokenRequest } from './pkcs11-protocol.js';
import type { SigningKey } from './signing-key.js';

export interface Pkcs11Options {
  /** The driver: a `.so`, `.dll` or `.dylib`. */
  readonly modulePath: string;
  /** Added to the environment of the driver's process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds a driver may take; default 60,000, since some tokens are slow. */
  readonly timeout?: number;
}

export interface TokenCertificate {
  /** DER, leaf first, as far as the token holds it. */
  readonly certificateChain: readonly Uint8Array[];
  readonly tokenLabel: string;
}

/** The tokens behind one PKCS#11 driver. Every call runs in a process of its own, which ends with it. */
export class Pkcs11Tokens {
  readonly #options: Pkcs11Options;

  constructor(options: Pkcs11Options) {
    this.#options = options;
  }

  /** Certificates of persons and organisations, without those of authorities. Needs no PIN. */
  async listCertificates(): Promise<TokenCertificate[]> {
    const reply = await this.#ask({ operation: 'list', modulePath: this.#options.modulePath });
    if (!('certificates' in reply)) throw new SigningError('DRIVER_CRASHED', 'unexpected answer');
    const all = reply.certificates.map(({ der, token }) => ({ der: new Uint8Array(Buffer.from(der, 'base64')), token }));
    return all
      .filter(({ der }) => !isAuthority(der))
      .map(({ der, token }) => ({ certificateChain: buildChain(der, all.map((each) => each.der)), tokenLabel: token }));
  }

  /**
   * The key of a certificate, found by exactly this certificate when signing. The PIN is tried once per signature.
   * Signing throws SigningError PIN_WRONG, PIN_LOCKED, TOKEN_MISSING, DRIVER_CRASHED, KEY_INVALID or PKCS11_UNAVAILABLE.
   */
  key(certificateChain: readonly Uint8Array[], pin: string): SigningKey {
    const [leaf] = certificateChain;
    if (leaf === undefined) throw new SigningError('CERTIFICATE_INVALID', 'the chain is empty');
    return { certificateChain, algorithm: certificateAlgorithm(leaf), sign: (data) => this.#sign(leaf, data, pin) };
  }

  async #sign(leaf: Uint8Array, data: Uint8Array, pin: string): Promise<Uint8Array> {
    const reply = await this.#ask({
      operation: 'sign',
      modulePath: this.#options.modulePath,
      certificate: Buffer.from(leaf).toString('base64'),
      digest: createHash('sha256').update(data).digest('base64'),
      pin,
    });
    if (!('signature' in reply)) throw new SigningError('DRIVER_CRASHED', 'unexpected answer');
    return new Uint8Array(Buffer.from(reply.signature, 'base64'));
  }

  async #ask(request: TokenRequest): Promise<Extract<TokenReply, { ok: true }>> {
    const reply = await askProcess(request, this.#options);
    if (reply.ok) return reply;
    throw new SigningError(reply.code, reply.detail, reply.triesLeft === null ? {} : { triesLeft: reply.triesLeft });
  }
}

// Beside this file there is the source or the build of the other program, whichever this is.
const program = fileURLToPath(new URL(`./pkcs11-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));

function askProcess(request: TokenRequest, { environment, timeout = 60_000 }: Pkcs11Options): Promise<TokenReply> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: [], env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const timer = setTimeout(() => settle(() => reject(new SigningError('DRIVER_CRASHED', `no answer in ${timeout} ms`))), timeout);
    let settled = false;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      child.kill('SIGKILL');
      act();
    };
    child.once('message', (reply) => settle(() => resolve(reply as TokenReply)));
    child.once('error', (cause) => settle(() => reject(new SigningError('DRIVER_CRASHED', 'cannot start', { cause }))));
    child.once('exit', (code, signal) => settle(() => reject(new SigningError('DRIVER_CRASHED', `ended with ${signal ?? code ?? 'nothing'}`))));
    child.send(request);
  });
}

function isAuthority(der: Uint8Array): boolean {
  try {
    return parseCertificate(der).ca;
  } catch {
    return true;
  }
}
