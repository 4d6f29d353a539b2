import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentDetail, Page, RegisterEntry, RegisterView } from '@vanthu/model';
import { startGalera, type GaleraCluster } from '@vanthu/persistence/testing';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { Office } from './office.js';
import { registerLetter, type Registering } from './paper-letters.js';

/** From the loss of a database node and a server until letters are registered again. */
const BACK_MS = 15_000;

describe('three servers on three Galera nodes, of which one each is lost under load', () => {
  let cluster: GaleraCluster;
  let office: Office;
  let balancer: Balancer;
  let backAfterMs: number;
  const letters: Registering = { handedIn: new Set(), registered: new Set() };

  beforeAll(async () => {
    cluster = await startGalera(3);
    const urlOf = await cluster.createDatabase();
    office = await Office.open({ DATABASE_URL: urlOf(0), JOB_LOCK_SECONDS: '3' });
    const [second, third] = [await office.system.addServer({ DATABASE_URL: urlOf(1) }), await office.system.addServer({ DATABASE_URL: urlOf(2) })];
    balancer = new Balancer(office.system.servers.map((each) => each.url));
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
    let isOver = false;
    const load = Array.from({ length: 3 }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerLetter(balancer, `${index}-${round}`, letters);
    });
    await until('letters before', () => Promise.resolve(letters.registered.size >= 5), 90);
    await Promise.all([cluster.nodes[1]?.kill(), third.stop('SIGKILL')]);
    const [from, before] = [performance.now(), letters.registered.size];
    await until('letters again', () => Promise.resolve(letters.registered.size >= before + 3), 60);
    backAfterMs = performance.now() - from;
    await Promise.all([cluster.nodes[1]?.rejoin(), third.begin()]);
    await until('the second server to be ready', () => Promise.resolve(balancer.isReady(second.url)));
    await sleep(500);
    isOver = true;
    await Promise.all(load);
    await balancer.stop();
  }, 240_000);

  afterAll(async () => {
    await office?.close();
    await cluster?.stop();
  }, 60_000);

  it('work again within 15 seconds', () => {
    expect(backAfterMs).toBeLessThan(BACK_MS);
  });

  it('lose nothing that was answered, and number every letter once, without a gap', async () => {
    // given
    const clerk = office.person('vanthu.sgddt');
    // when
    const acknowledged = await Promise.all([...letters.registered].map((id) => until('the number', async () => (await clerk.get<DocumentDetail>(`/api/documents/${id}`)).arrivalNumber)));
    const { items } = await clerk.get<{ items: RegisterView[] }>('/api/registers');
    const register = items.find((each) => each.direction === 'inbound' && each.agencyId === 'Z01.05');
    const entries = await clerk.get<Page<RegisterEntry>>(`/api/registers/${register?.id}/entries?limit=100`);
    const numbers = entries.items.map((each) => each.number).sort((a, b) => a - b);
    // then
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers).toEqual(expect.arrayContaining(acknowledged));
    for (const id of letters.handedIn) expect((await clerk.get<DocumentDetail>(`/api/documents/${id}`)).id).toBe(id);
  }, 60_000);

  it('are whole again: all nodes see each other', async () => {
    expect(await Promise.all(cluster.nodes.map((each) => each.clusterSize()))).toEqual([3, 3, 3]);
  });
});
