import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, RegisterEntry, RegisterView } from '@vanthu/model';
import { Person } from '../../../tools/demo/client.mjs';
import { playDemo } from '../../../tools/demo/play.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';
import { databases, type TestDatabase } from './databases.js';

const KILLS = 10;

interface AxisMessage {
  readonly messageType: string;
  readonly from: string;
  readonly to: string;
  readonly documentId: string;
  readonly statusCode: string | null;
}

describe.each(databases)('SIGKILL of the server at ten random moments on %s', (_, startDatabase: () => Promise<TestDatabase>) => {
  let folder: string;
  let database: TestDatabase;
  let system: RunningSystem;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-kill-'));
    database = await startDatabase();
    system = await startSystem({ dataDir: path.join(folder, 'data'), environment: { ...database.environment, JOB_LOCK_SECONDS: '3' } });
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('completes the path, loses nothing and does nothing twice', async () => {
    // given
    const out = path.join(folder, 'out');
    await mkdir(out);
    // when
    const killing = killAtRandom(system, seededRandom(20261121));
    const demo = await playDemo({ system, out, beforeStation: (index) => killing.atLeast(index) });
    await killing.done();
    // then
    const clerk = new Person(system.url, 'vanthu.sgddt', system.sandbox.samplePassword);
    for (const direction of ['inbound', 'outbound']) {
      const numbers = await registeredNumbers(clerk, direction);
      expect(numbers).toEqual(numbers.map((__, index) => index + 1));
    }
    const messages = await axisMessages(system);
    const documents = messages.filter((each) => each.messageType === 'edoc' && each.from === 'Z01.05');
    expect(documents.map((each) => each.to)).toEqual(['Z01.05.12']);
    const statuses = messages.filter((each) => each.messageType === 'status' && each.from === 'Z01.05').map((each) => `${each.documentId} ${each.statusCode}`);
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(demo.issued.notation).toMatch(/^01\//);
  }, 400_000);
});

/** Kills in the background; a station begins only when its share of the kills has happened, so that all fall within the path. */
function killAtRandom(system: RunningSystem, random: () => number) {
  let killed = 0;
  const killing = (async () => {
    while (killed < KILLS) {
      await sleep(200 + random() * 1800);
      await system.killAndRestart();
      killed++;
    }
  })();
  return {
    async atLeast(index: number): Promise<void> {
      while (killed < Math.min(index, KILLS)) await Promise.race([killing, sleep(100)]);
    },
    done: () => killing,
  };
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function registeredNumbers(clerk: Person, direction: string): Promise<number[]> {
  const { items } = await clerk.get<{ items: RegisterView[] }>('/api/registers');
  const register = items.find((each) => each.direction === direction && each.agencyId === 'Z01.05');
  const entries = await clerk.get<Page<RegisterEntry>>(`/api/registers/${register?.id}/entries?limit=100`);
  return entries.items.map((each) => each.number).sort((a, b) => a - b);
}

async function axisMessages(system: RunningSystem): Promise<AxisMessage[]> {
  const response = await fetch(`${system.axisUrl}/sandbox/messages`);
  const body = (await response.json()) as { messages: AxisMessage[] } | AxisMessage[];
  return Array.isArray(body) ? body : body.messages;
}
