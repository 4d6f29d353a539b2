import { createPrivateKey, webcrypto } from 'node:crypto';
import { certificatesFromPem, certificateToPem } from '../certificates/pem.js';
import { x509 } from '../certificates/x509.js';
import { SigningError } from '../signing-error.js';

x509.cryptoProvider.set(webcrypto as never);

const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const ecdsa = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };
const titleOid = '2.5.4.12';

export interface SandboxSources {
  /** Fills `size` bytes; serial numbers are made of them. */
  readonly randomBytes: (size: number) => Uint8Array;
  readonly now: () => Date;
}

export interface SubjectRequest {
  readonly commonName: string;
  readonly organisation: string;
  /** Chức vụ; put into certificates of persons only. */
  readonly title?: string;
  readonly kind: 'person' | 'organisation';
  readonly email?: string;
  /** Default RSA (2048 bits). */
  readonly algorithm?: 'RSA' | 'ECDSA';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface IssuedKey {
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string;
  /** Leaf, then the CA. */
  readonly chainPem: string;
}

/**
 * A certificate authority for demonstrations and tests. Its certificates prove nothing:
 * whoever holds the folder can issue them.
 */
export interface SandboxCa {
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  /** Write it to a file only its owner can read. */
  readonly privateKeyPem: string;
  issueCertificate(request: SubjectRequest): Promise<IssuedKey>;
}

const systemSources: SandboxSources = {
  randomBytes: (size) => webcrypto.getRandomValues(new Uint8Array(size)),
  now: () => new Date(),
};

/** A new authority, valid for ten years. */
export async function createSandboxCa(sources: SandboxSources = systemSources): Promise<SandboxCa> {
  const keys = (await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const now = sources.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: nameOf([['C', 'VN'], ['O', 'Vanthu Sandbox'], ['CN', `Vanthu – CA thử nghiệm ${serialNumber(sources).slice(2, 10)}`]]),
    serialNumber: serialNumber(sources),
    notBefore: daysFrom(now, -1),
    notAfter: daysFrom(now, 3650),
    signingAlgorithm: rsa,
    keys: keys as never,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(asDomKey(keys.publicKey)),
    ],
  });
  return new FileSandboxCa(new Uint8Array(certificate.rawData), await pemOf(keys.privateKey), sources);
}

/** The authority made before, from its two PEM files. Throws SigningError KEY_INVALID or CERTIFICATE_INVALID. */
export function loadSandboxCa(
  files: { readonly certificatePem: string; readonly privateKeyPem: string },
  sources: SandboxSources = systemSources,
): SandboxCa {
  const [certificate] = certificatesFromPem(files.certificatePem);
  if (certificate === undefined) throw new SigningError('CERTIFICATE_INVALID', 'no certificate of the sandbox CA');
  return new FileSandboxCa(certificate, files.privateKeyPem, sources);
}

class FileSandboxCa implements SandboxCa {
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly #sources: SandboxSources;

  constructor(certificate: Uint8Array, privateKeyPem: string, sources: SandboxSources) {
    this.certificate = certificate;
    this.certificatePem = certificateToPem(certificate);
    this.privateKeyPem = privateKeyPem;
    this.#sources = sources;
  }

  async issueCertificate(request: SubjectRequest): Promise<IssuedKey> {
    const algorithm = request.algorithm === 'ECDSA' ? ecdsa : rsa;
    const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
    const issuer = new x509.X509Certificate(this.certificate as Uint8Array<ArrayBuffer>);
    const now = this.#sources.now();
    const leaf = await x509.X509CertificateGenerator.create({
      subject: subjectOf(request),
      issuer: issuer.subjectName,
      serialNumber: serialNumber(this.#sources),
      notBefore: request.notBefore ?? daysFrom(now, -1),
      notAfter: request.notAfter ?? daysFrom(now, 1095),
      signingAlgorithm: rsa,
      publicKey: asDomKey(keys.publicKey),
      signingKey: asDomKey(await this.#signingKey()),
      extensions: await leafExtensions(request, issuer, keys.publicKey),
    });
    return {
      privateKeyPem: await pemOf(keys.privateKey),
      chainPem: certificateToPem(new Uint8Array(leaf.rawData)) + this.certificatePem,
    };
  }

  async #signingKey(): Promise<webcrypto.CryptoKey> {
    const der = createPrivateKey(this.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
    return (await webcrypto.subtle.importKey('pkcs8', der, rsa, false, ['sign'])) as webcrypto.CryptoKey;
  }
}

async function leafExtensions(
  request: SubjectRequest,
  issuer: InstanceType<typeof x509.X509Certificate>,
  publicKey: webcrypto.CryptoKey,
): Promise<InstanceType<typeof x509.Extension>[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection, x509.ExtendedKeyUsage.clientAuth]),
    await x509.SubjectKeyIdentifierExtension.create(asDomKey(publicKey)),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ...(request.email === undefined ? [] : [new x509.SubjectAlternativeNameExtension([{ type: 'email', value: request.email }])]),
  ];
}

function subjectOf(request: SubjectRequest): InstanceType<typeof x509.Name> {
  const title: [string, string][] = request.kind === 'person' && request.title ? [[titleOid, request.title]] : [];
  return nameOf([['C', 'VN'], ['O', request.organisation], ...title, ['CN', request.commonName]]);
}

function nameOf(parts: readonly (readonly [string, string])[]): InstanceType<typeof x509.Name> {
  return new x509.Name(parts.map(([type, value]) => ({ [type]: [type === 'C' ? { printableString: value } : { utf8String: value }] })));
}

/** The library speaks of the browser's key type; Node's differs from it only in its declaration. */
function asDomKey(key: webcrypto.CryptoKey): never {
  return key as never;
}

/** 16 random bytes, positive and without a leading zero byte, as hexadecimal. */
function serialNumber(sources: SandboxSources): string {
  const bytes = sources.randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function daysFrom(start: Date, days: number): Date {
  return new Date(start.getTime() + days * 86_400_000);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }) as string;
}
