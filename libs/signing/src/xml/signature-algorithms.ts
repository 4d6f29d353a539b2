import { createVerify } from 'node:crypto';
import type { BinaryLike, KeyLike } from 'node:crypto';
import type { SignatureAlgorithm } from 'xml-crypto';
import type { SigningKey } from '../keys/signing-key.js';

export const xmlAlgorithms = {
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  canonical: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ecdsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
} as const;

type Callback = (error: Error | null, signature?: string) => void;

/** Lets a key that answers later, e.g. in a token, stand behind the library's algorithm. */
export function algorithmOver(key: SigningKey): new () => SignatureAlgorithm {
  return class {
    getAlgorithmName(): string {
      return key.algorithm === 'RSA' ? xmlAlgorithms.rsaSha256 : xmlAlgorithms.ecdsaSha256;
    }

    getSignature(signedInfo: BinaryLike, _: KeyLike, callback?: Callback): string {
      if (callback === undefined) throw new Error('This key signs asynchronously');
      const data = typeof signedInfo === 'string' ? Buffer.from(signedInfo, 'utf8') : Buffer.from(signedInfo as Uint8Array);
      key.sign(data).then(
        (signature) => callback(null, Buffer.from(key.algorithm === 'RSA' ? signature : pairOfDer(signature)).toString('base64')),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
      return '';
    }

    verifySignature(): boolean {
      throw new Error('This algorithm only signs');
    }
  };
}

/** The library knows RSA only. XML carries r and s side by side, not in DER. */
export class EcdsaSha256 implements SignatureAlgorithm {
  getAlgorithmName(): string {
    return xmlAlgorithms.ecdsaSha256;
  }

  getSignature(): string {
    throw new Error('This algorithm only verifies');
  }

  verifySignature(material: string, key: KeyLike, signatureValue: string): boolean {
    return createVerify('sha256').update(material).verify({ key: key as string, dsaEncoding: 'ieee-p1363' }, signatureValue, 'base64');
  }
}

/** Curves of 256 bits: r and s of 32 bytes each. */
function pairOfDer(der: Uint8Array): Uint8Array {
  const pair = new Uint8Array(64);
  let offset = (der[1] ?? 0) < 0x80 ? 2 : 3;
  for (const end of [32, 64]) {
    const length = der[offset + 1] ?? 0;
    const integer = der.subarray(offset + 2, offset + 2 + length);
    const value = integer.length > 32 ? integer.subarray(integer.length - 32) : integer;
    pair.set(value, end - value.length);
    offset += 2 + length;
  }
  return pair;
}
