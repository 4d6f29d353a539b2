import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseLink, startMariadb, type MariadbServer } from '@vanthu/persistence/testing';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { Office } from './office.js';
import { registerLetter, type Registering } from './paper-letters.js';
import { checkRegister } from './register-check.js';
import { TaskStream } from './task-stream.js';
import { TimedProcess } from './timed-process.js';

/** The long form: VANTHU_AWAY_SECONDS=60. A silent server is found out after nine. */
const longMs = Number(process.env['VANTHU_AWAY_SECONDS'] ?? 0) * 1000;
/** Longer than this nobody waits for a refusal. */
const LONGEST_ANSWER_MS = 15_000;
const CLERKS = 4;
/** More than ten connections serve in five seconds at five statements a second each. */
const READERS = 500;

describe('a database that goes away for a while under work, and comes back', () => {
  let server: MariadbServer;
  let link: DatabaseLink;
  let office: Office;
  let balancer: Balancer;
  let timed: TimedProcess;
  let stream: TaskStream;
  let load: Promise<unknown>;
  let isOver = false;
  const letters: Registering = { handedIn: new Set(), registered: new Set() };

  beforeAll(async () => {
    server = await startMariadb();
    link = await DatabaseLink.open(server.port);
    office = await Office.open({ DATABASE_URL: link.urlOf(await server.createDatabase()) });
    balancer = new Balancer([office.system.url]);
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
    timed = await TimedProcess.deploy(office.system.url, office.system.sandbox.samplePassword);
    stream = new TaskStream(office.system.url, balancer.session);
    load = Promise.all(Array.from({ length: CLERKS }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerLetter(balancer, `${index}-${round}`, letters);
    }));
  }, 120_000);

  afterAll(async () => {
    isOver = true;
    await load;
    stream?.close();
    await balancer?.stop();
    await office?.close();
    await link?.close();
    await server?.stop();
  }, 60_000);

  const faults = {
    'is killed and started again': { awayMs: Math.max(longMs, 5_000), begin: () => server.kill(), end: () => server.restart() },
    'falls silent, without a connection closed or refused': { awayMs: Math.max(longMs, 10_000), begin: () => Promise.resolve(link.fallSilent()), end: () => Promise.resolve(link.speak()) },
  };

  it.each(Object.entries(faults))('when it %s', async (name, { awayMs, begin, end }) => {
    // given
    await until('work before', () => Promise.resolve(letters.registered.size >= 3), 60);
    const timer = await timed.start(Math.round(awayMs / 2000));
    const failedBefore = balancer.failed.length;
    // when
    await begin();
    await office.mail({ subject: `Thư trong lúc vắng: ${name}`, text: 'Kính gửi.' });
    await office.sendOverAxis({ subject: `Trục trong lúc vắng: ${name}`, number: String(name.length) });
    await sleep(awayMs);
    const [ready, health] = await Promise.all(['/ready', '/health'].map((each) => fetch(`${office.system.url}${each}`)));
    const heardBefore = stream.heard;
    await end();
    const registeredBefore = letters.registered.size;
    // then: what came meanwhile was refused in words, soon
    expect([ready?.status, health?.status]).toEqual([503, 200]);
    const refused = balancer.failed.slice(failedBefore);
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ status: 503, code: 'UNAVAILABLE', retryAfter: expect.stringMatching(/^\d+$/) });
    expect(Math.max(...refused.map((each) => each.afterMs))).toBeLessThan(LONGEST_ANSWER_MS);
    expect(balancer.failures.filter((each) => !/: 503 /.test(each))).toEqual([]);
    // and: everything goes on by itself
    await until('readiness', () => Promise.resolve(balancer.isReady(office.system.url)));
    await until('work again', () => Promise.resolve(letters.registered.size >= registeredBefore + 3), 60);
    await until('the timer that was due meanwhile', () => timed.hasEnded(timer));
    expect(await timed.firings(timer)).toBe(1);
    await office.arrived(`Thư trong lúc vắng: ${name}`);
    await office.arrived(`Trục trong lúc vắng: ${name}`);
    expect(stream.heard).toBeGreaterThan(heardBefore);
  }, 120_000 + 2 * longMs);

  it('when it is slow: it refuses before memory grows, and nothing stops', async () => {
    // given
    const [before, failedBefore] = [await residentMegabytes(office.system.url), balancer.failed.length];
    // when
    link.delayMs = 100;
    let isCrowded = true;
    const crowd = Array.from({ length: READERS }, async () => {
      while (isCrowded) await balancer.send('GET', '/api/tasks?limit=20');
    });
    await sleep(6_000);
    const grownBy = (await residentMegabytes(office.system.url)) - before;
    isCrowded = false;
    link.delayMs = 0;
    await Promise.all(crowd);
    // then
    const refused = balancer.failed.slice(failedBefore);
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ status: 503, code: 'UNAVAILABLE', retryAfter: expect.stringMatching(/^\d+$/) });
    expect(grownBy).toBeLessThan(100);
    const registered = letters.registered.size;
    await until('work at full speed again', () => Promise.resolve(letters.registered.size >= registered + 3), 60);
  }, 90_000);

  it('nothing that was answered is lost, and every letter is numbered once, without a gap', async () => {
    isOver = true;
    await load;
    const { lost, acknowledged, numbers } = await checkRegister(office, letters);
    expect(lost).toEqual([]);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers).toEqual(expect.arrayContaining([...acknowledged]));
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  }, 60_000);
});

async function residentMegabytes(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes\S* (\S+)/m.exec(metrics)?.[1]) / 1_048_576;
}
