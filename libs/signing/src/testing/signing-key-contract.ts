import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SigningKey } from '../keys/signing-key.js';

export interface SigningKeyFixture {
  readonly key: SigningKey;
  /** The same key, opened with a PIN that is wrong. */
  readonly withWrongPin: () => Promise<SigningKey> | SigningKey;
  readonly close: () => Promise<void>;
}

/** What every implementation of the port must do. */
export function describeSigningKeyContract(name: string, open: () => Promise<SigningKeyFixture>): void {
  describe(`the signing key contract: ${name}`, () => {
    let fixture: SigningKeyFixture;

    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(async () => {
      await fixture.close();
    });

    const isValid = (data: Uint8Array, signature: Uint8Array): boolean =>
      verify('sha256', data, new X509Certificate(fixture.key.certificateChain[0] ?? new Uint8Array()).publicKey, signature);

    it.each([0, 1, 32, 1_000_000])('signs %i bytes so that the first certificate verifies', async (size) => {
      const data = randomBytes(size);
      expect(isValid(data, await fixture.key.sign(data))).toBe(true);
    });

    it('signs again, and several at once', async () => {
      const inputs = [1, 2, 3].map((each) => createHash('sha256').update(String(each)).digest());
      const signatures = await Promise.all(inputs.map((each) => fixture.key.sign(each)));
      expect(inputs.map((each, index) => isValid(each, signatures[index] ?? new Uint8Array()))).toEqual([true, true, true]);
    });

    it('names the algorithm and puts issuers after the leaf', () => {
      const [leaf, issuer] = fixture.key.certificateChain.map((der) => new X509Certificate(der));
      expect(leaf?.publicKey.asymmetricKeyType).toBe(fixture.key.algorithm === 'RSA' ? 'rsa' : 'ec');
      expect(issuer !== undefined && leaf?.checkIssued(issuer)).toBe(true);
    });

    it('answers a wrong PIN with PIN_WRONG and still works with the right one', async () => {
      const attempt = async (): Promise<Uint8Array> => (await fixture.withWrongPin()).sign(new Uint8Array([1]));
      await expect(attempt()).rejects.toMatchObject({ code: 'PIN_WRONG' });
      expect(isValid(new Uint8Array([1]), await fixture.key.sign(new Uint8Array([1])))).toBe(true);
    });
  });
}
