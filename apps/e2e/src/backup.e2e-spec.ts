import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DocumentDetail, IncidentView, Page } from '@vanthu/model';
import { Person, until } from '../../../tools/demo/client.mjs';
import { completeTask } from '../../../tools/demo/office.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';
import { databases, type TestDatabase } from './databases.js';
import { Office } from './office.js';

const root = path.resolve(import.meta.dirname, '../../..');

function run(tool: string, args: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [path.join(root, 'tools', tool), ...args], { env: { ...process.env, ...environment } });
}

describe.each(databases)('a backup taken under load on %s', (_, startDatabase: () => Promise<TestDatabase>) => {
  let folder: string;
  let office: Office;
  let [source, target]: readonly (TestDatabase | undefined)[] = [];
  let elsewhere: RunningSystem;
  let begun: DocumentDetail;
  let text: string;
  const scan = Buffer.from('%PDF-1.4 bản quét');
  const registration = (subject: string, notation: string) => ({ registration: { sender: 'Cục Mẫu', notation, documentDate: '2026-11-20', type: 'CV', subject, urgency: '0', secrecy: '0' } });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-backup-'));
    [source, target] = [await startDatabase(), await startDatabase()];
    office = await Office.open(source.environment);
    begun = await office.handIn({ subject: 'Việc đang làm dở', notation: '1/BK' }, [{ name: 'scan.pdf', content: scan }]);
    await completeTask(office.person('vanthu.sgddt'), 'receive', begun.id, 'register', registration('Việc đang làm dở', '1/BK'));
    await until('the number', async () => (await office.person('vanthu.sgddt').get<DocumentDetail>(`/api/documents/${begun.id}`)).arrivalNumber);
    let isOver = false;
    const load = (async () => {
      for (let count = 0; !isOver; count += 1) await office.handIn({ subject: `Trong khi sao lưu ${count}`, notation: `${count}/TK` }, [{ name: 'scan.pdf', content: Buffer.from(`%PDF-1.4 ${count}`) }]);
    })();
    const out = path.join(folder, 'backup');
    ({ stdout: text } = await run('backup.mjs', ['--out', out], { DATA_DIR: path.join(office.folder, 'data'), ...source.environment }));
    isOver = true;
    await load;
    const dataDir = path.join(folder, 'elsewhere');
    text += (await run('restore.mjs', ['--from', out], { DATA_DIR: dataDir, ...target.environment })).stdout;
    elsewhere = await startSystem({ dataDir, environment: target.environment });
  }, 120_000);

  afterAll(async () => {
    await elsewhere?.stop();
    await office?.close();
    for (const each of [source, target]) await each?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('is told of in words, with the audit log verified', () => {
    expect(text).toMatch(/^Backup of 20\d\d-.*: (sqlite|mariadb) .* files/);
    expect(text).toMatch(/Restored the backup of .*every content has its hash/);
    expect(text).toMatch(/The audit log is intact: \d+ entries/);
  });

  it('goes on elsewhere: a case that was waiting is finished, its scan is there', async () => {
    // given
    const [clerk, leader, operator] = ['vanthu.sgddt', 'giamdoc.sgddt', 'quantri.sgddt'].map((each) => new Person(elsewhere.url, each, elsewhere.sandbox.samplePassword)) as [Person, Person, Person];
    const now = () => clerk.get<DocumentDetail>(`/api/documents/${begun.id}`);
    expect((await now()).arrivalNumber).toBe(1);
    const [file] = (await now()).files;
    expect(await clerk.download(`/api/documents/${begun.id}/files/${file?.id}`)).toEqual(scan);
    // when
    await completeTask(leader, 'direct', begun.id, 'keep', { directive: { text: 'Lưu.', leadUnitId: 'Z01.05-VP' } });
    await until('the case archived', async () => (await now()).isArchived);
    // then
    expect((await operator.get<Page<IncidentView>>('/api/operations/incidents')).items).toEqual([]);
  }, 60_000);

  it('refuses to overwrite what is there', async () => {
    const again = run('restore.mjs', ['--from', path.join(folder, 'backup')], { DATA_DIR: path.join(folder, 'elsewhere'), ...(target as TestDatabase).environment });
    await expect(again).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/not empty.*--replace/) });
  });
});
