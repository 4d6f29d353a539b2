import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import PostalMime from 'postal-mime';
import { playDemo, type PlayedDemo } from '../../../tools/demo/play.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';
import { embeddedParts, realParts, type OutsideParts } from './outside-parts.js';
import { verdictsOfPdfsig } from './outside-tools.js';

const run = promisify(execFile);
const schema = path.resolve(import.meta.dirname, '../../../libs/edxml/schema/edxml.rng');

const kinds: readonly (readonly [string, (dataDir: string) => Promise<OutsideParts>])[] = [
  ['SQLite and stand-ins', embeddedParts],
  ['MariaDB, SoftHSM2 and Dovecot', realParts],
];

describe.each(kinds)('the main path on %s', (_, startParts) => {
  let folder: string;
  let parts: OutsideParts;
  let system: RunningSystem;
  let out: string;
  let demo: PlayedDemo;
  const lines: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-e2e-'));
    out = path.join(folder, 'out');
    parts = await startParts(path.join(folder, 'data'));
    system = await startSystem({ dataDir: path.join(folder, 'data'), environment: parts.environment });
    await mkdir(out);
    demo = await playDemo({ system: { ...system, ...parts.mail }, out, report: (line) => lines.push(line) });
  }, 240_000);

  afterAll(async () => {
    await system?.stop();
    await parts?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('passes every station', () => {
    expect(lines.filter((line) => line.startsWith('✓'))).toHaveLength(10);
  });

  it('issues a PDF whose two signatures an outside verifier calls valid and trusted', async () => {
    const verdicts = await verdictsOfPdfsig(path.join(out, 'issued.pdf'), path.join(out, 'sandbox-ca.pem'));
    expect(verdicts).toEqual([
      { signature: 'Signature is Valid.', certificate: 'Certificate is Trusted.' },
      { signature: 'Signature is Valid.', certificate: 'Certificate is Trusted.' },
    ]);
  }, 60_000);

  it('sends edXML that an outside validator accepts, with a valid signature', async () => {
    const file = path.join(out, 'issued.edxml');
    await expect(run('xmllint', ['--noout', '--relaxng', schema, file])).resolves.toBeDefined();
    await expect(run('xmlsec1', ['--verify', '--trusted-pem', path.join(out, 'sandbox-ca.pem'), '--enabled-key-data', 'x509', file])).resolves.toBeDefined();
    if (parts.serverCertificate) expect((await readFile(file, 'utf8')).replace(/\s/g, '')).toContain(parts.serverCertificate);
  });

  it('mails from the unit mailbox exactly the approved text with the approver beneath', async () => {
    // when
    const mail = await PostalMime.parse(await readFile(path.join(out, 'mail.eml')));
    // then
    expect(mail.from?.address).toBe('vanthu.sgddt@mau.example');
    expect(mail.text?.replaceAll('\r\n', '\n').trim()).toBe(`${demo.approvedText}\n\nNgười duyệt nội dung: ${demo.issued.approval.by}, ${demo.issued.approval.title}`);
    const issued = await readFile(path.join(out, 'issued.pdf'));
    const attached = mail.attachments.filter((each) => each.mimeType === 'application/pdf').map((each) => Buffer.from(each.content as ArrayBuffer));
    expect(attached).toHaveLength(1);
    expect(attached[0]?.equals(issued)).toBe(true);
  });

  it('leaves the case in the archive, files named by their content', async () => {
    const files = (await readdir(path.join(out, 'archive'), { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
    const objects = files.filter((each) => /^[0-9a-f]{64}$/.test(each.name));
    expect(objects.length).toBeGreaterThan(0);
    for (const each of objects) {
      const content = await readFile(path.join(each.parentPath, each.name));
      expect(createHash('sha256').update(content).digest('hex')).toBe(each.name);
    }
    expect(files.some((each) => each.name.endsWith('.xml'))).toBe(true);
  });
});
