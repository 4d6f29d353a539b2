import { createPrivateKey } from 'node:crypto';
import { createSandboxCa } from '../sandbox/sandbox-ca.js';
import type { IssuedKey } from '../sandbox/sandbox-ca.js';
import { describeSigningKeyContract } from '../testing/signing-key-contract.js';
import type { SigningKeyFixture } from '../testing/signing-key-contract.js';
import { createSoftHsm } from '../testing/soft-hsm.js';
import { certificatesFromPem } from '../certificates/pem.js';
import { Pkcs11Tokens } from './pkcs11-token.js';
import { createSoftwareKey } from './software-key.js';

async function issue(algorithm: 'RSA' | 'ECDSA'): Promise<IssuedKey> {
  const ca = await createSandboxCa();
  return ca.issueCertificate({ commonName: 'Lãnh Đạo Mẫu 01', organisation: 'Sở Mẫu', title: 'Giám đốc', kind: 'person', algorithm });
}

async function openSoftware(algorithm: 'RSA' | 'ECDSA'): Promise<SigningKeyFixture> {
  const { privateKeyPem, chainPem } = await issue(algorithm);
  const encrypted = createPrivateKey(privateKeyPem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: '123456' }) as string;
  return {
    key: createSoftwareKey({ privateKeyPem: encrypted, chainPem, pin: '123456' }),
    withWrongPin: () => createSoftwareKey({ privateKeyPem: encrypted, chainPem, pin: '000000' }),
    close: async () => {},
  };
}

async function openSoftHsm(algorithm: 'RSA' | 'ECDSA'): Promise<SigningKeyFixture> {
  const issued = await issue(algorithm);
  const hsm = await createSoftHsm([await issue('RSA'), issued]);
  const chain = certificatesFromPem(issued.chainPem);
  const tokens = new Pkcs11Tokens(hsm);
  return { key: tokens.key(chain, hsm.pin), withWrongPin: () => tokens.key(chain, '000000'), close: hsm.remove };
}

describeSigningKeyContract('software key, RSA', () => openSoftware('RSA'));
describeSigningKeyContract('software key, ECDSA', () => openSoftware('ECDSA'));
describeSigningKeyContract('PKCS#11 token (SoftHSM2), RSA', () => openSoftHsm('RSA'));
describeSigningKeyContract('PKCS#11 token (SoftHSM2), ECDSA', () => openSoftHsm('ECDSA'));
