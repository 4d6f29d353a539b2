import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeEdoc } from './encode-edoc.js';
import { encodeStatus } from './encode-status.js';
import { schemaUrl, validate } from './validate.js';
import { sampleEdoc, sampleStatus } from './testing/sample-messages.js';

const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo a="b">x</ds:SignedInfo></ds:Signature>';
const full = encodeEdoc(sampleEdoc({
  responseFor: [{ organId: 'Z02', code: '1/BM' }],
  responseForTasks: ['NV-1'],
  business: {
    type: 2, hasPaper: true, documentId: 'd', staff: { staff: 'A' },
    update: { content: true, receivers: true, receiverList: [{ organId: 'Z01.40', change: 'added' }] },
    replacements: [{ documentId: 'e', organIds: ['Z01.40'] }],
  },
}));
const messages: readonly (readonly [string, boolean, string])[] = [
  ['a plain document', true, encodeEdoc(sampleEdoc())],
  ['a document with every part', true, full],
  ['a signed document', true, full.replace('</edXML:edXMLHeader>', `${signature}</edXML:edXMLHeader>`)],
  ['a document without files', true, encodeEdoc(sampleEdoc({ attachments: [] }))],
  ['a status message', true, encodeStatus(sampleStatus())],
  ['a document without subject', false, full.replace(/<edXML:Subject>.*<\/edXML:Subject>/, '')],
  ['a document with an unknown element', false, full.replace('<edXML:Subject>', '<edXML:Khac/><edXML:Subject>')],
  ['a document in no namespace', false, full.replaceAll('http://www.mic.gov.vn/TBT/QCVN_102_2016', 'urn:khac')],
  ['an empty organisation code', false, full.replace('<edXML:OrganId>Z01.05</edXML:OrganId>', '<edXML:OrganId> </edXML:OrganId>')],
  ['a status message without code', false, encodeStatus(sampleStatus()).replace(/<edXML:StatusCode>.*<\/edXML:StatusCode>/, '')],
];

describe('validate', () => {
  it.each(messages)('judges %s: %s', async (_, valid, xml) => {
    const result = await validate(xml);
    expect(result.valid).toBe(valid);
    expect(result.errors.length > 0).toBe(!valid);
  });

  it('names the line of what is wrong', async () => {
    const xml = full.replace('<edXML:Subject>', '<edXML:Khac/><edXML:Subject>');
    const { errors } = await validate(xml);
    expect(errors.some((error) => error.line > 1 && error.message.includes('MessageHeader'))).toBe(true);
  });

  it('answers for text that is not XML, and refuses document types without reading them', async () => {
    expect(await validate('xin chào')).toMatchObject({ valid: false });
    const attack = full.replace('<edXML ', '<!DOCTYPE edXML SYSTEM "http://127.0.0.1:1/x.dtd"><edXML ');
    expect(await validate(attack)).toEqual({ valid: false, errors: [{ line: 1, message: 'A document type declaration is not allowed' }] });
  });
});

describe("Debian's xmllint (libxml2-utils), the outside judge,", () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'edxml-')); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  it.each(messages)('agrees about %s: %s', (_, valid, xml) => {
    const file = path.join(folder, 'message.xml');
    writeFileSync(file, xml);
    const run = spawnSync('xmllint', ['--nonet', '--noout', '--relaxng', fileURLToPath(schemaUrl), file], { encoding: 'utf8' });
    if (run.error) throw new Error('xmllint is not installed (Debian: libxml2-utils).', { cause: run.error });
    expect({ valid: run.status === 0, output: run.stderr }).toMatchObject({ valid });
  });
});
