/**
 * Runs in a process of its own, one request each, since drivers of tokens crash and hang.
 * It imports nothing of ours at run time, so Node can start it from source as well as from the build.
 */
import { X509Certificate } from 'node:crypto';
import type * as Pkcs11 from 'pkcs11js';
import type { TokenReply, TokenRequest } from './pkcs11-protocol.js';

type Refusal = Extract<TokenReply, { ok: false }>;

const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

class TokenFailure extends Error {
  readonly reply: Refusal;

  constructor(code: Refusal['code'], detail: string, triesLeft: number | null = null) {
    super(detail);
    this.reply = { ok: false, code, detail, triesLeft };
  }
}

class Token {
  readonly #library: typeof Pkcs11;
  readonly #driver: Pkcs11.PKCS11;
  readonly #slot: Pkcs11.Handle;

  constructor(library: typeof Pkcs11, driver: Pkcs11.PKCS11, slot: Pkcs11.Handle) {
    this.#library = library;
    this.#driver = driver;
    this.#slot = slot;
  }

  get label(): string {
    return this.#driver.C_GetTokenInfo(this.#slot).label.trim();
  }

  get isInitialised(): boolean {
    return (this.flags & this.#library.CKF_TOKEN_INITIALIZED) !== 0;
  }

  get flags(): number {
    return this.#driver.C_GetTokenInfo(this.#slot).flags;
  }

  inSession<T>(act: (session: Pkcs11.Handle) => T): T {
    const session = this.#driver.C_OpenSession(this.#slot, this.#library.CKF_SERIAL_SESSION);
    try {
      return act(session);
    } finally {
      this.#driver.C_CloseSession(session);
    }
  }

  /** Certificates with the id that ties each to its key. */
  certificates(session: Pkcs11.Handle): { der: Buffer; id: Buffer }[] {
    const { CKA_CLASS, CKO_CERTIFICATE, CKA_CERTIFICATE_TYPE, CKC_X_509, CKA_VALUE, CKA_ID } = this.#library;
    const template = [{ type: CKA_CLASS, value: CKO_CERTIFICATE }, { type: CKA_CERTIFICATE_TYPE, value: CKC_X_509 }];
    return this.#find(session, template).map((object) => ({ der: this.#read(session, object, CKA_VALUE), id: this.#read(session, object, CKA_ID) }));
  }

  sign(certificate: Buffer, digest: Buffer, pin: string): { signature: Buffer; algorithm: 'RSA' | 'ECDSA' } {
    return this.inSession((session) => {
      const id = this.certificates(session).find(({ der }) => der.equals(certificate))?.id;
      if (id === undefined) throw new TokenFailure('TOKEN_MISSING', 'the certificate is gone');
      this.#login(session, pin);
      try {
        return this.#signWith(session, this.#privateKey(session, id), certificate, digest, pin);
      } finally {
        this.#driver.C_Logout(session);
      }
    });
  }

  #login(session: Pkcs11.Handle, pin: string): void {
    const { CKF_USER_PIN_LOCKED, CKF_USER_PIN_FINAL_TRY, CKU_USER } = this.#library;
    if ((this.flags & CKF_USER_PIN_LOCKED) !== 0) throw new TokenFailure('PIN_LOCKED', '');
    try {
      this.#driver.C_Login(session, CKU_USER, pin);
    } catch (error) {
      const failure = failureOf(this.#library, error);
      if (failure.code !== 'PIN_WRONG') throw error;
      const flags = this.flags;
      if ((flags & CKF_USER_PIN_LOCKED) !== 0) throw new TokenFailure('PIN_LOCKED', '');
      throw new TokenFailure('PIN_WRONG', '', (flags & CKF_USER_PIN_FINAL_TRY) !== 0 ? 1 : null);
    }
  }

  #privateKey(session: Pkcs11.Handle, id: Buffer): Pkcs11.Handle {
    const { CKA_CLASS, CKO_PRIVATE_KEY, CKA_ID } = this.#library;
    const [key] = this.#find(session, [{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }, { type: CKA_ID, value: id }]);
    if (key === undefined) throw new TokenFailure('KEY_INVALID', 'the token holds the certificate without its key');
    return key;
  }

  #signWith(session: Pkcs11.Handle, key: Pkcs11.Handle, certificate: Buffer, digest: Buffer, pin: string): { signature: Buffer; algorithm: 'RSA' | 'ECDSA' } {
    const { CKM_RSA_PKCS, CKM_ECDSA } = this.#library;
    const isRsa = new X509Certificate(certificate).publicKey.asymmetricKeyType === 'rsa';
    this.#driver.C_SignInit(session, { mechanism: isRsa ? CKM_RSA_PKCS : CKM_ECDSA }, key);
    if (this.#asksEachTime(session, key)) this.#driver.C_Login(session, this.#library.CKU_CONTEXT_SPECIFIC, pin);
    const data = isRsa ? Buffer.concat([sha256DigestInfo, digest]) : digest;
    const signature = this.#driver.C_Sign(session, data, Buffer.alloc(1024));
    return isRsa ? { signature, algorithm: 'RSA' } : { signature: derOfPair(signature), algorithm: 'ECDSA' };
  }

  #asksEachTime(session: Pkcs11.Handle, key: Pkcs11.Handle): boolean {
    try {
      return this.#read(session, key, this.#library.CKA_ALWAYS_AUTHENTICATE)[0] === 1;
    } catch {
      return false;
    }
  }

  #find(session: Pkcs11.Handle, template: Pkcs11.Template): Pkcs11.Handle[] {
    this.#driver.C_FindObjectsInit(session, template);
    try {
      const found: Pkcs11.Handle[] = [];
      for (let object = this.#driver.C_FindObjects(session); object !== null && found.length < 200; object = this.#driver.C_FindObjects(session)) {
        found.push(object);
      }
      return found;
    } finally {
      this.#driver.C_FindObjectsFinal(session);
    }
  }

  #read(session: Pkcs11.Handle, object: Pkcs11.Handle, type: number): Buffer {
    const [attribute] = this.#driver.C_GetAttributeValue(session, object, [{ type }]);
    return Buffer.from((attribute?.value as Buffer | undefined) ?? Buffer.alloc(0));
  }
}

/** Tokens give r and s side by side; certificates' world wants a DER sequence of two integers. */
function derOfPair(pair: Buffer): Buffer {
  const half = pair.length / 2;
  const integers = [pair.subarray(0, half), pair.subarray(half)].map((raw) => {
    let start = 0;
    while (start < raw.length - 1 && raw[start] === 0) start += 1;
    const bytes = raw.subarray(start);
    const value = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([0x02, value.length]), value]);
  });
  const body = Buffer.concat(integers);
  const head = body.length < 0x80 ? [0x30, body.length] : [0x30, 0x81, body.length];
  return Buffer.concat([Buffer.from(head), body]);
}

function failureOf(library: typeof Pkcs11, error: unknown): Refusal {
  if (error instanceof TokenFailure) return error.reply;
  const result = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : Number.NaN;
  const detail = error instanceof Error ? error.message.split('\n')[0] ?? '' : '';
  const refuse = (code: Refusal['code']): Refusal => ({ ok: false, code, detail, triesLeft: null });
  const { CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE, CKR_PIN_LOCKED } = library;
  const { CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED, CKR_DEVICE_REMOVED, CKR_SLOT_ID_INVALID } = library;
  if ([CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE].includes(result)) return refuse('PIN_WRONG');
  if (result === CKR_PIN_LOCKED) return refuse('PIN_LOCKED');
  if ([CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED, CKR_DEVICE_REMOVED, CKR_SLOT_ID_INVALID].includes(result)) return refuse('TOKEN_MISSING');
  return refuse('DRIVER_CRASHED');
}

function answer(library: typeof Pkcs11, request: TokenRequest): TokenReply {
  const driver = new library.PKCS11();
  driver.load(request.modulePath);
  driver.C_Initialize();
  try {
    const tokens = driver.C_GetSlotList(true).map((slot) => new Token(library, driver, slot)).filter((token) => token.isInitialised);
    return request.operation === 'list' ? list(tokens) : sign(tokens, request);
  } finally {
    driver.C_Finalize();
    driver.close();
  }
}

function list(tokens: readonly Token[]): TokenReply {
  const certificates = tokens.flatMap((token) =>
    token.inSession((session) => token.certificates(session)).map(({ der }) => ({ der: der.toString('base64'), token: token.label })));
  return { ok: true, certificates };
}

function sign(tokens: readonly Token[], request: Extract<TokenRequest, { operation: 'sign' }>): TokenReply {
  const certificate = Buffer.from(request.certificate, 'base64');
  const holder = tokens.find((token) => token.inSession((session) => token.certificates(session).some(({ der }) => der.equals(certificate))));
  if (holder === undefined) throw new TokenFailure('TOKEN_MISSING', '');
  const { signature, algorithm } = holder.sign(certificate, Buffer.from(request.digest, 'base64'), request.pin);
  return { ok: true, signature: signature.toString('base64'), algorithm };
}

async function loadLibrary(): Promise<typeof Pkcs11 | null> {
  try {
    const loaded = (await import('pkcs11js')) as typeof Pkcs11 & { default?: typeof Pkcs11 };
    return loaded.default ?? loaded;
  } catch {
    return null;
  }
}

process.once('message', (message) => {
  void loadLibrary().then((library) => {
    let reply: TokenReply;
    if (library === null) {
      reply = { ok: false, code: 'PKCS11_UNAVAILABLE', detail: '', triesLeft: null };
    } else {
      try {
        reply = answer(library, message as TokenRequest);
      } catch (error) {
        reply = failureOf(library, error);
      }
    }
    process.send?.(reply, () => process.exit(0));
  });
});
