import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { IncidentView, Page, RegisterEntry, RegisterView, TaskSummary, TrailEntry } from '@vanthu/model';
import { Person } from '../../../tools/demo/client.mjs';
import { findMail } from '../../../tools/demo/letters.mjs';
import { playDemo, type PlayedDemo } from '../../../tools/demo/play.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';
import { axisMessages } from './axis-messages.js';
import { databases, type TestDatabase } from './databases.js';
import { KillPerStation } from './kill-per-station.js';

/** Another one is tried with VANTHU_KILL_SEED. */
const seed = Number(process.env['VANTHU_KILL_SEED'] ?? 20261121);

describe.each(databases)(`SIGKILL of the server at ten random moments (seed ${seed}) on %s`, (_, startDatabase: () => Promise<TestDatabase>) => {
  let folder: string;
  let database: TestDatabase;
  let system: RunningSystem;
  let demo: PlayedDemo;
  let killing: KillPerStation;
  let clerk: Person;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-kill-'));
    database = await startDatabase();
    system = await startSystem({ dataDir: path.join(folder, 'data'), environment: { ...database.environment, JOB_LOCK_SECONDS: '3' } });
    const out = path.join(folder, 'out');
    await mkdir(out);
    killing = new KillPerStation(system, seed);
    demo = await playDemo({ system, out, beforeStation: killing.beforeStation });
    await killing.done();
    clerk = new Person(system.url, 'vanthu.sgddt', system.sandbox.samplePassword);
  }, 300_000);

  afterAll(async () => {
    await system?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('completes the path', () => {
    expect(killing.restarts).toHaveLength(10);
    expect(demo.issued.notation).toMatch(/^01\//);
  });

  it('registers each document once, without a gap', async () => {
    expect(await registeredNumbers(clerk, 'inbound')).toEqual([1, 2]);
    expect(await registeredNumbers(clerk, 'outbound')).toEqual([1]);
  });

  it('sends the document once over the axis and once by mail', async () => {
    // when
    const sent = (await axisMessages(system)).filter((each) => each.messageType === 'edoc' && each.from === 'Z01.05');
    const mail = await findMail({ imap: { host: '127.0.0.1', port: system.imapPort }, mailPassword: system.mailPassword }, 'vanthu.thptmau2@mau.example', demo.replySubject);
    // then
    expect(sent.flatMap((each) => each.deliveries.map((delivery) => delivery.to))).toEqual(['Z01.05.12']);
    expect(mail?.count).toBe(1);
  });

  it('reports each own status once', async () => {
    // when
    const statuses = (await axisMessages(system)).filter((each) => each.messageType === 'status' && each.from === 'Z01.05').map((each) => `${each.documentId} ${each.statusCode}`);
    // then
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(statuses.map((each) => each.split(' ')[1])).toEqual(expect.arrayContaining(['01', '03']));
  });

  it('tells every act of the case once', async () => {
    const acts = (await clerk.get<TrailEntry[]>(`/api/documents/${demo.issued.id}/trail`)).map((each) => each.act);
    for (const act of ['sign', 'allocateNumber', 'issue', 'archive']) expect({ act, times: acts.filter((each) => each === act).length }).toEqual({ act, times: 1 });
  });

  it('leaves nothing stuck: no incident, no open task', async () => {
    const operator = new Person(system.url, 'quantri.sgddt', system.sandbox.samplePassword);
    expect((await operator.get<Page<IncidentView>>('/api/operations/incidents')).items).toEqual([]);
    for (const username of ['vanthu.sgddt', 'giamdoc.sgddt', 'truongphong.gdtrh', 'chuyenvien.gdtrh', 'chanhvanphong.sgddt']) {
      const person = new Person(system.url, username, system.sandbox.samplePassword);
      const open = (await person.get<Page<TaskSummary>>('/api/tasks?limit=100')).items.map((each) => each.name);
      expect({ username, open }).toEqual({ username, open: [] });
    }
  });
});

async function registeredNumbers(clerk: Person, direction: string): Promise<number[]> {
  const { items } = await clerk.get<{ items: RegisterView[] }>('/api/registers');
  const register = items.find((each) => each.direction === direction && each.agencyId === 'Z01.05');
  const entries = await clerk.get<Page<RegisterEntry>>(`/api/registers/${register?.id}/entries?limit=100`);
  return entries.items.map((each) => each.number).sort((a, b) => a - b);
}
