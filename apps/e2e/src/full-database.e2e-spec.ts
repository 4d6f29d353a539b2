import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentDetail, Page, TaskSummary } from '@vanthu/model';
import { startMariadb } from '@vanthu/persistence/testing';
import { until } from '../../../tools/demo/client.mjs';
import { Office, refusalOf, type Refusal } from './office.js';
import { mountSmallDisk, type SmallDisk } from './small-disk.js';

interface FullDatabase {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** More than fit into the room that a database has left in its own files. */
const MOST_LETTERS = 400;
const LONG_SUBJECT = 'Về việc kiểm tra dung lượng đĩa của cơ sở dữ liệu. '.repeat(9);

const probe = await mountSmallDisk(1);
await probe.unmount();

/** A server of MariaDB can only be shown a full disk where a file system may be mounted. */
const places: readonly (readonly [string, number, (disk: SmallDisk) => Promise<FullDatabase>])[] = [
  ['SQLite', 40, (disk) => Promise.resolve({ environment: { DATA_DIR: disk.folder, ...(!disk.isMounted && withRefusedPages(disk)) }, stop: () => Promise.resolve() })],
  ...(probe.isMounted ? [['MariaDB', 300, onMariadb] as const] : []),
];

describe.each(places)('a full disk under the database, on %s', (_, megabytes, open) => {
  let disk: SmallDisk;
  let database: FullDatabase;
  let office: Office;

  beforeAll(async () => {
    disk = await mountSmallDisk(megabytes);
    database = await open(disk);
    office = await Office.open(database.environment);
  }, 120_000);

  afterAll(async () => {
    await office?.close();
    await database?.stop();
    await disk?.unmount();
  }, 60_000);

  it('is told to people in words, half does nothing, and work goes on without a restart once there is room', async () => {
    // given
    const clerk = office.person('vanthu.sgddt');
    const before = await office.handIn({ subject: 'Trước khi đầy', notation: '1/TR' });
    await until('its task', async () => (await clerk.get<{ items: object[] }>('/api/tasks')).items[0]);
    // when
    await disk.fill().catch(() => undefined);
    await sleep(300);
    const kept: string[] = [];
    let refusal: Refusal | null = null;
    for (let count = 0; count < MOST_LETTERS && refusal === null; count += 1) {
      const handedIn = office.handIn({ subject: `${LONG_SUBJECT}${count}`, notation: `${count}/DD` });
      const document = await handedIn.catch(() => null);
      if (document) kept.push(document.id);
      else refusal = await refusalOf(handedIn);
    }
    // then
    expect(refusal).toMatchObject({ status: 507, code: 'DATABASE_FULL', detail: expect.stringContaining('giải phóng dung lượng') });
    expect(await clerk.get<DocumentDetail>(`/api/documents/${before.id}`)).toMatchObject({ id: before.id });
    // and when
    await disk.makeRoom();
    const after = await until('room for a letter', () => office.handIn({ subject: 'Sau khi có chỗ', notation: '1/SAU' }).catch(() => null), 30);
    // then
    for (const id of [before.id, ...kept, after.id]) await until(`the task of ${id}`, () => hasTask(id));
    const found = await office.findInbound('dung lượng đĩa');
    expect(found.length).toBe(Math.min(kept.length, 50));
  }, 180_000);

  async function hasTask(documentId: string): Promise<boolean> {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page<TaskSummary> = await office.person('vanthu.sgddt').get(`/api/tasks?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      if (page.items.some((each) => each.document?.id === documentId)) return true;
      cursor = page.nextCursor;
    }
    return false;
  }
});

function withRefusedPages(disk: SmallDisk): Record<string, string> {
  return { ...disk.environment, NODE_OPTIONS: `--import ${path.resolve(import.meta.dirname, 'testing/refuse-pages.mjs')}` };
}

async function onMariadb(disk: SmallDisk): Promise<FullDatabase> {
  const server = await startMariadb(['--innodb-log-file-size=16M'], disk.folder);
  return { environment: { DATABASE_URL: await server.createDatabase() }, stop: () => server.stop() };
}
