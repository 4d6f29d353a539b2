import { AuditLog, openDatabase } from '@vanthu/persistence';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { databases, type TestDatabase } from './databases.js';
import { Office } from './office.js';
import { registerLetter, type Registering } from './paper-letters.js';
import { checkRegister } from './register-check.js';
import { SteppedClock } from './stepped-clock.js';
import { TimedProcess } from './timed-process.js';

const [, startMariadbDatabase] = databases.find(([name]) => name === 'MariaDB') as (typeof databases)[number];
const HOUR_S = 3_600;
/** For what is due in a few seconds; far from the hour by which the clock is set. */
const SOON_S = 30;

describe('a server whose clock is set an hour forward and back while an agency is at work', () => {
  let clock: SteppedClock;
  let database: TestDatabase;
  let office: Office;
  let balancer: Balancer;
  let timed: TimedProcess;
  let load: Promise<unknown>;
  let isOver = false;
  const timers: string[] = [];
  const letters: Registering = { handedIn: new Set(), registered: new Set() };

  beforeAll(async () => {
    clock = await SteppedClock.open();
    database = await startMariadbDatabase();
    office = await Office.open({ ...database.environment, ...clock.environment, JOB_LOCK_SECONDS: '3' });
    balancer = new Balancer([office.system.url]);
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
    timed = await TimedProcess.deploy(office.system.url, office.system.sandbox.samplePassword);
    load = Promise.all(Array.from({ length: 2 }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerLetter(balancer, `${index}-${round}`, letters);
    }));
    await moreLetters();
  }, 120_000);

  afterAll(async () => {
    isOver = true;
    await load;
    await balancer?.stop();
    await office?.close();
    await database?.stop();
    await clock?.close();
  }, 60_000);

  it('goes on after it was set forward; what is due by the new time happens', async () => {
    const [due, before] = [await start(HOUR_S / 2), await start(3)];
    await clock.setBy(HOUR_S);
    await ended(due, before, await start(2));
    await moreLetters();
  }, 120_000);

  it('goes on after it was set back; nothing waits for the hour to pass again', async () => {
    const before = await start(3);
    await clock.setBy(0);
    await ended(before, await start(2));
    await office.sendOverAxis({ subject: 'Văn bản lúc đồng hồ lùi', number: '77' });
    await office.arrived('Văn bản lúc đồng hồ lùi', SOON_S);
    await moreLetters();
  }, 120_000);

  it('goes on after it was set back and killed: the next start takes over what lay there', async () => {
    await clock.setBy(HOUR_S);
    await moreLetters();
    const before = await start(3);
    await clock.setBy(0);
    await office.system.killAndRestart();
    await ended(before, await start(2));
    await moreLetters();
  }, 120_000);

  it('has lost nothing, done nothing twice, and its keys, numbers and audit are whole', async () => {
    isOver = true;
    await load;
    const { lost, acknowledged, numbers } = await checkRegister(office, letters);
    expect(lost).toEqual([]);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers).toEqual(expect.arrayContaining([...acknowledged]));
    expect(await Promise.all(timers.map((each) => timed.firings(each)))).toEqual(timers.map(() => 1));
    expect(timers.map(BigInt)).toEqual(timers.map(BigInt).sort((a, b) => (a < b ? -1 : 1)));
    const opened = await openDatabase({ url: database.environment['DATABASE_URL'] ?? '' });
    expect(await new AuditLog(opened, { now: Date.now }).verify()).toMatchObject({ isIntact: true });
    await opened.close();
  }, 60_000);

  async function start(seconds: number): Promise<string> {
    const key = await timed.start(seconds);
    timers.push(key);
    return key;
  }

  async function ended(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await until(`the timer of ${key}`, () => timed.hasEnded(key), SOON_S);
  }

  async function moreLetters(): Promise<void> {
    const before = letters.registered.size;
    await until('letters to be registered', () => Promise.resolve(letters.registered.size >= before + 3), SOON_S);
  }
});
