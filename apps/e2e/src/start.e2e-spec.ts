import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DocumentSummary, Page, TaskSummary } from '@vanthu/model';
import { Person } from '../../../tools/demo/client.mjs';
import { Started } from './started.js';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../../..');
const freePorts = { PORT: '0', MAIL_SANDBOX_SMTP_PORT: '0', MAIL_SANDBOX_IMAP_PORT: '0', AXIS_SANDBOX_PORT: '0', AGENT_PORT: '0' };
const programs = ['apps/api/dist/main.js', 'apps/axis-sandbox/dist/main.js', 'apps/mail-sandbox/dist/main.js', 'apps/signing-agent/dist/main.js', 'tools/start.mjs'];

describe('npm start', () => {
  let folder: string;
  const begun: Started[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-start-'));
  });

  afterAll(async () => {
    for (const each of begun) await each.kill();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  function start(environment: Record<string, string> = {}): Started {
    const started = new Started({ ...freePorts, DATA_DIR: path.join(folder, 'data'), ...environment });
    begun.push(started);
    return started;
  }

  it('serves, plays the demo for a letter of one’s own, ends cleanly, and keeps everything for the next start', async () => {
    // given
    const first = start();
    const { url, smtp, imap, axis } = await first.ready();
    expect((await first.programs()).map((each) => each.file).sort()).toEqual(programs);
    // when
    const letter = path.join(folder, 'letter.pdf');
    await printPdf('<p>Kính gửi quý cơ quan</p><p>Thông báo lịch nghỉ.</p>', letter);
    const out = path.join(folder, 'out');
    const demo = await run(process.execPath, [path.join(root, 'tools/demo/demo.mjs'), '--url', url, '--smtp', smtp, '--imap', imap, '--axis', axis, '--letter', letter, '--out', out], { timeout: 120_000 });
    // then
    expect(demo.stdout.match(/^✓/gm)).toHaveLength(10);
    expect((await readdir(out)).sort()).toEqual(['archive', 'issued.edxml', 'issued.pdf', 'mail.eml', 'sandbox-ca.pem']);
    // and when
    const before = await known(url);
    expect(await first.interrupt()).toBe(0);
    // then
    expect(await first.programs()).toEqual([]);
    // and when
    const second = start();
    const again = await second.ready();
    // then
    expect(before.documents.length).toBeGreaterThan(2);
    expect(await known(again.url)).toEqual(before);
    expect(await second.interrupt()).toBe(0);
    expect(await second.programs()).toEqual([]);
  }, 240_000);

  it('is stopped while it still starts, and leaves nothing behind', async () => {
    const started = start({ DATA_DIR: path.join(folder, 'early') });
    while ((await started.programs()).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await started.interrupt();
    expect(await started.programs()).toEqual([]);
  }, 60_000);

  it('names a port in use and the variable that moves it', async () => {
    // given
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    // when
    const started = start({ PORT: port, DATA_DIR: path.join(folder, 'port') });
    const exitCode = await started.end();
    other.close();
    // then
    expect(exitCode).toBe(1);
    expect(started.text).toContain(`Port ${port} is used by another program.`);
    expect(started.text).toContain('PORT=');
    expect(started.text).not.toMatch(/^\s+at /m);
    expect(await started.programs()).toEqual([]);
  }, 60_000);

  it('lists every setting that does not fit, and starts nothing', async () => {
    // when
    const started = start({ DATA_DIR: path.join(folder, 'settings'), PORT: 'abc', AXIS_SANDBOX_PORT: '99999', MAIL_POL_SECONDS: '5', DATABASE_URL: 'postgres://x', ADMIN_USERNAME: 'admin', ADMIN_PASSWORD: 'ngan' });
    // then
    expect(await started.end()).toBe(1);
    for (const name of ['PORT:', 'AXIS_SANDBOX_PORT:', 'MAIL_POL_SECONDS:', 'DATABASE_URL:', 'ADMIN_PASSWORD:']) expect(started.text).toContain(name);
    expect(started.text).not.toContain('ngan');
    expect(await readdir(path.join(folder, 'settings')).catch(() => [])).toEqual([]);
  }, 60_000);

  it('without sample data, the administrator of the settings signs in and nobody else', async () => {
    // given
    const started = start({ DATA_DIR: path.join(folder, 'empty'), SAMPLE_DATA: 'none', ADMIN_USERNAME: 'quantri', ADMIN_PASSWORD: 'mot-mat-khau-dai' });
    const { url } = await started.ready();
    // then
    const administrator = new Person(url, 'quantri', 'mot-mat-khau-dai');
    expect(await administrator.session()).toMatchObject({ person: { username: 'quantri', assignments: [{ role: 'systemAdmin' }] } });
    expect(await administrator.get('/api/operations/incidents')).toMatchObject({ items: [] });
    await expect(new Person(url, 'vanthu.sgddt', 'Vanthu@2026').session()).rejects.toMatchObject({ status: 401 });
    expect((await started.programs()).map((each) => each.file).sort()).toEqual(['apps/api/dist/main.js', 'apps/signing-agent/dist/main.js', 'tools/start.mjs']);
    expect(await started.interrupt()).toBe(0);
  }, 60_000);

  async function known(url: string): Promise<{ documents: DocumentSummary[]; tasks: TaskSummary[] }> {
    const clerk = new Person(url, 'vanthu.sgddt', 'Vanthu@2026');
    const [documents, tasks] = [await clerk.get<Page<DocumentSummary>>('/api/documents?limit=100'), await clerk.get<Page<TaskSummary>>('/api/tasks?limit=100')];
    return { documents: documents.items, tasks: tasks.items };
  }

  /** A PDF that no part of ours has made. */
  async function printPdf(html: string, file: string): Promise<void> {
    const page = path.join(folder, 'page.html');
    await writeFile(page, `<!doctype html><meta charset="utf-8">${html}`);
    await run('/usr/bin/chromium', ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${path.join(folder, 'chromium')}`, '--no-pdf-header-footer', `--print-to-pdf=${file}`, page], { timeout: 60_000 });
  }
});
