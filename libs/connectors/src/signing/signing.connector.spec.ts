import { jest } from '@jest/globals';
import { runOperation } from '@vanthu/connector-sdk';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { describeConnectorContract, outputOf, sha256Of, testHost } from '@vanthu/connector-sdk/testing';
import type { ContractCall, TestHost } from '@vanthu/connector-sdk/testing';
import { composeDocumentPdf, createSandboxCa, createSoftwareKey, signatureFieldNames, SigningError, signPdf, verifyXml } from '@vanthu/signing';
import type { SandboxCa, SigningKey } from '@vanthu/signing';
import { sampleLetter } from '@vanthu/signing/testing';
import { createSigningConnector } from './signing.connector.js';

jest.setTimeout(60_000);

const xml = '<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXMLEnvelope><edXMLHeader><MessageHeader/></edXMLHeader></edXMLEnvelope></edXML>';

let ca: SandboxCa;
let key: SigningKey;
let signed: Uint8Array;
beforeAll(async () => {
  ca = await createSandboxCa();
  key = createSoftwareKey(await ca.issueCertificate({ commonName: 'Nguyễn Văn Mẫu', organisation: 'Sở', kind: 'person' }));
  signed = await signPdf({ pdf: await composeDocumentPdf(sampleLetter()), fieldName: signatureFieldNames.person, key, signingTime: new Date(), appearance: { lines: ['Nguyễn Văn Mẫu'] } });
});

let keyOf: () => Promise<SigningKey> = () => Promise.resolve(key);
const connector = createSigningConnector({ key: () => keyOf(), trustedCertificates: () => Promise.resolve([ca.certificate]) });
afterEach(() => {
  keyOf = () => Promise.resolve(key);
});

const hostWith = (...files: readonly Uint8Array[]): TestHost => testHost({ files, now: new Date() });
const run = (operation: string, input: object, host: TestHost): Promise<OperationOutcome> => runOperation(connector, operation, input, host);

/** Reading a file is the only way out that these operations have. */
function call(input: object, ...files: readonly Uint8Array[]): Promise<ContractCall> {
  let reads = 0;
  const host = hostWith(...files);
  const read = host.files.read.bind(host.files);
  const watched = { ...host.files, read: (sha256: string) => (reads++, read(sha256)) };
  return Promise.resolve({ input, host: { ...host, files: watched }, outsideCalls: () => reads });
}

const absent = '0'.repeat(64);

describeConnectorContract(connector, {
  templatesDir: import.meta.dirname,
  operations: {
    verifyPdf: {
      badInputs: [{ description: 'no file', input: { files: [] } }, { description: 'no hash', input: { files: ['../x'] } }],
      secrets: [],
      succeeding: () => call({ files: [sha256Of(signed)] }, signed),
      failing: () => call({ files: [absent] }),
    },
    fillNumber: {
      badInputs: [
        { description: 'no number', input: { fileSha256: absent, day: 4, month: 10 } },
        { description: 'a day that does not exist', input: { fileSha256: absent, number: 1, day: 32, month: 10 } },
      ],
      secrets: [],
      succeeding: () => call({ fileSha256: sha256Of(signed), number: 2700, day: 4, month: 10 }, signed),
      failing: () => call({ fileSha256: sha256Of(Buffer.from('no pdf')), number: 1, day: 4, month: 10 }, Buffer.from('no pdf')),
    },
    signXml: {
      badInputs: [{ description: 'neither file nor text', input: {} }, { description: 'both', input: { fileSha256: absent, xml } }],
      secrets: [],
      succeeding: () => call({ fileSha256: sha256Of(Buffer.from(xml)) }, Buffer.from(xml)),
      failing: () => call({ fileSha256: sha256Of(Buffer.from('<a/>')) }, Buffer.from('<a/>')),
    },
  },
});

describe('signing:verifyPdf:1', () => {
  it('reports on each file', async () => {
    const plain = Buffer.from('không phải PDF');
    const outcome = await run('verifyPdf', { files: [sha256Of(signed), sha256Of(plain)] }, hostWith(signed, plain));
    expect(outcome).toMatchObject({
      kind: 'completed',
      output: {
        reports: [
          { sha256: sha256Of(signed), report: { overall: 'valid', signatures: [{ signer: 'Nguyễn Văn Mẫu – Sở', result: 'valid' }] } },
          { sha256: sha256Of(plain), report: { overall: 'unverifiable' } },
        ],
      },
    });
  });
});

describe('signing:fillNumber:1', () => {
  it('writes number and date so that the signature before stays valid', async () => {
    const host = hostWith(signed);
    const outcome = await run('fillNumber', { fileSha256: sha256Of(signed), number: 2700, day: 4, month: 10 }, host);
    const sha256 = String(outputOf(outcome)['sha256']);
    expect(sha256).not.toBe(sha256Of(signed));
    expect(await run('verifyPdf', { files: [sha256] }, host)).toMatchObject({ output: { reports: [{ report: { overall: 'valid' } }] } });
    expect(await run('fillNumber', { fileSha256: sha256, number: 2701, day: 4, month: 10 }, host)).toMatchObject({ code: 'FIELD_ALREADY_FILLED', retryable: false });
  });
});

describe('signing:signXml:1', () => {
  it('signs text with the key of the server', async () => {
    const host = hostWith();
    const outcome = await run('signXml', { xml }, host);
    const sha256 = String(outputOf(outcome)['sha256']);
    const text = Buffer.from(host.stored.get(sha256) ?? []).toString('utf8');
    expect(await verifyXml(text, { trustedCertificates: [ca.certificate], at: new Date() })).toMatchObject({ result: 'valid' });
  });

  it.each([
    ['TOKEN_MISSING', true],
    ['DRIVER_CRASHED', true],
    ['PIN_WRONG', false],
    ['PIN_LOCKED', false],
  ] as const)('ends with %s (retryable: %s) when the key says so', async (code, retryable) => {
    keyOf = () => Promise.reject(new SigningError(code));
    expect(await run('signXml', { xml }, hostWith())).toMatchObject({ kind: 'failed', code, retryable });
  });

  it.each([['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'], ['no place for a signature', '<a/>']])('refuses XML with %s', async (_, text) => {
    expect(await run('signXml', { xml: text }, hostWith())).toMatchObject({ code: 'XML_INVALID', retryable: false });
  });

  it('refuses a file that is not UTF-8', async () => {
    const file = Buffer.from([0x3c, 0x61, 0xff, 0x3e]);
    expect(await run('signXml', { fileSha256: sha256Of(file) }, hostWith(file))).toMatchObject({ code: 'XML_INVALID', retryable: false });
  });
});
