import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { crashRun, type CrashReport } from '../../../tools/soak/crash-run.mjs';
import { startEffectCounter, type EffectCounter } from '../../../tools/soak/effect-counter.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';
import { databases, type TestDatabase } from './databases.js';

/** Others are tried with VANTHU_KILL_SEED and VANTHU_KILLS; the long form is `npm run soak -- --kills 200`. */
const seed = Number(process.env['VANTHU_KILL_SEED'] ?? 1);
const kills = Number(process.env['VANTHU_KILLS'] ?? 3);

describe.each(databases)(`SIGKILL of api and worker processes while an agency is at work (seed ${seed}) on %s`, (_, startDatabase: () => Promise<TestDatabase>) => {
  let folder: string;
  let database: TestDatabase;
  let counter: EffectCounter;
  let system: RunningSystem;
  let report: CrashReport;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-crash-'));
    database = await startDatabase();
    counter = await startEffectCounter(seed);
    system = await startSystem({ dataDir: path.join(folder, 'data'), environment: { ...database.environment, HTTP_CONNECTOR_ORIGINS: counter.origin, JOB_LOCK_SECONDS: '2', ROLE: 'api' } });
    await system.addServer({ ROLE: 'worker' });
    report = await crashRun({ system, counter, kills, seed });
  }, 300_000);

  afterAll(async () => {
    await system?.stop();
    await counter?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('completes every case and loses nothing that was answered', () => {
    expect(report).toMatchObject({ kills, lost: [], handedInTwice: [], notArchived: [], incidents: [], errors: [] });
    expect(report.documents).toBeGreaterThanOrEqual(report.handedIn + report.sentOverAxis);
    expect(report.handedIn).toBeGreaterThan(0);
    expect(report.sentOverAxis).toBeGreaterThan(0);
  });

  it('does every step once: numbers without a gap, one entry of each act', () => {
    expect(report).toMatchObject({ numbersWrong: [], doneTwice: [] });
  });

  it('reaches the axis once for each status', () => {
    expect(report.statuses).toBeGreaterThan(0);
    expect(report).toMatchObject({ statusesMissing: [], statusesTwice: [] });
  });

  it('completes every order that was started, each step of it once', () => {
    expect(report).toMatchObject({ ordersLost: [], ordersActive: [], ordersNotCompleted: [], stepsOpen: [], stepsWrong: [], stampsTwice: [] });
    expect(report.ordersStarted).toBeGreaterThan(0);
  });

  it('has each outside effect under one idempotency key, and each key for one effect', () => {
    expect(report).toMatchObject({ effectsMissing: [], effectsOfNobody: [], effectsWithManyKeys: [], keysOfManyEffects: [], effectsDone: 4 * report.ordersStarted });
    expect(report.effectRequests).toBeGreaterThan(report.effectsDone);
  });

  it('sends each letter once', () => {
    expect(report.letters).toBeGreaterThan(0);
    expect(report).toMatchObject({ lettersMissing: [], lettersTwice: [] });
  });
});
