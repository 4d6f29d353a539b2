import { runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import type { TestHost } from '@vanthu/connector-sdk/testing';
import { createSandboxCa, createSoftwareKey } from '@vanthu/signing';
import type { SandboxCa, SigningKey } from '@vanthu/signing';
import { createSigningConnector } from '../../signing/signing.connector.js';
import { createAxisConnector } from '../axis.connector.js';

export interface TestSigner {
  readonly ca: SandboxCa;
  readonly key: SigningKey;
}

export async function testSigner(): Promise<TestSigner> {
  const ca = await createSandboxCa();
  return { ca, key: createSoftwareKey(await ca.issueCertificate({ commonName: 'Máy chủ', organisation: 'Sở', kind: 'organisation' })) };
}

/** Builds and signs a message the way a process does; the hash of the signed message, or why there is none. */
export async function signedMessage(input: object, host: TestHost, { key }: TestSigner): Promise<string | OperationOutcome> {
  const axis = createAxisConnector({ gatewayUrl: 'https://axis.invalid', systemId: 'vanthu' });
  const built = await runOperation(axis, 'encodeDocument', input, host);
  if (built.kind !== 'completed') return built;
  const signing = createSigningConnector({ key: () => Promise.resolve(key), trustedCertificates: () => Promise.resolve([]) });
  const signed = await runOperation(signing, 'signXml', { fileSha256: built.output['edxmlSha256'] }, host);
  return signed.kind === 'completed' ? String(signed.output['sha256']) : signed;
}

/** The whole way of a document onto the axis: build, sign, send. */
export async function sendOverAxis(gatewayUrl: string, input: object, host: TestHost, signer: TestSigner): Promise<OperationOutcome> {
  const edxmlSha256 = await signedMessage(input, host, signer);
  if (typeof edxmlSha256 !== 'string') return edxmlSha256;
  return runOperation(createAxisConnector({ gatewayUrl, systemId: 'vanthu' }), 'sendDocument', { edxmlSha256 }, host);
}
