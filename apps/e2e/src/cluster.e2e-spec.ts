import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentDetail } from '@vanthu/model';
import { startGalera, type GaleraCluster, type Machine } from '@vanthu/persistence/testing';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { Office } from './office.js';
import { registerLetter, type Registering } from './paper-letters.js';
import { checkRegister } from './register-check.js';
import type { RunningServer } from '../../../tools/system.mjs';

/** From the loss of a database node and a server until letters are registered again. */
const BACK_MS = 15_000;
/** What a load balancer gives a server for its answer. */
const ANSWER_MS = 5_000;
const CLERKS = 4;

describe('three servers on three Galera nodes', () => {
  let cluster: GaleraCluster;
  let office: Office;
  let balancer: Balancer;
  let machine: Machine;
  let servers: readonly RunningServer[];
  let load: Promise<unknown>;
  let isOver = false;
  const letters: Registering = { handedIn: new Set(), registered: new Set() };

  beforeAll(async () => {
    cluster = await startGalera(3);
    machine = cluster.machines.add();
    const urlOf = await cluster.createDatabase();
    office = await Office.open({ DATABASE_URL: urlOf(0), JOB_LOCK_SECONDS: '3' });
    await office.system.addServer({ DATABASE_URL: urlOf(1) });
    await office.system.addServer({ DATABASE_URL: urlOf(2), ...environmentOf(machine) });
    servers = office.system.servers;
    balancer = new Balancer(servers.map((each) => each.url), ANSWER_MS);
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
  }, 180_000);

  afterAll(async () => {
    isOver = true;
    await load;
    await balancer?.stop();
    await cluster?.machines.remove();
    await office?.close();
    await cluster?.stop();
  }, 60_000);

  it('show on every node at once what was answered on another', async () => {
    for (const [at, behind] of [[0, 1], [1, 2], [2, 0]] as const) {
      const [here, there] = [new Balancer([servers[at]?.url ?? '']), new Balancer([servers[behind]?.url ?? ''])];
      for (const each of [here, there]) await each.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
      const fallenBehind = cluster.nodes[behind]?.fallBehind(1_500);
      await sleep(200);
      const form = new FormData();
      form.set('document', JSON.stringify({ sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', subject: 'Đọc điều vừa ghi', notation: `${at}/DG` }));
      const made = await here.send<DocumentDetail>('POST', '/api/documents/inbound', form);
      const found = await there.send<DocumentDetail>('GET', `/api/documents/${made?.body.id}`);
      expect([made?.status, found?.status, found?.body.id]).toEqual([201, 200, made?.body.id]);
      await fallenBehind;
      await Promise.all([here.stop(), there.stop()]);
    }
  }, 60_000);

  it('lose a node and a server that are killed under load, and work again within 15 seconds', async () => {
    // given
    load = Promise.all(Array.from({ length: CLERKS }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerLetter(balancer, `${index}-${round}`, letters);
    }));
    await until('letters before', () => Promise.resolve(letters.registered.size >= 5), 90);
    // when
    await Promise.all([cluster.nodes[1]?.kill(), servers[2]?.stop('SIGKILL')]);
    // then
    expect(await backAfterMs()).toBeLessThan(BACK_MS);
    await Promise.all([cluster.nodes[1]?.rejoin(), servers[2]?.begin()]);
    await allReady();
  }, 120_000);

  it('lose a node and a server that are cut off under load, and work again within 15 seconds', async () => {
    // given
    console.info(`cut off by ${cluster.machines.cutBy}`);
    await until('letters before', () => Promise.resolve(letters.registered.size >= 10), 90);
    // when
    await Promise.all([cluster.nodes[0]?.cutOff(), machine.cutOff([servers[2]?.pid ?? 0])]);
    // then
    expect(await backAfterMs()).toBeLessThan(BACK_MS);
    await until('the server whose node is cut off to have gone to another', () => Promise.resolve(balancer.isReady(servers[0]?.url ?? '')), 15);
    expect(balancer.isReady(servers[2]?.url ?? '')).toBe(false);
    await Promise.all([cluster.nodes[0]?.reconnect(), machine.rejoin()]);
    await allReady();
  }, 120_000);

  it('have lost nothing that was answered, and numbered every letter once, without a gap', async () => {
    isOver = true;
    await load;
    const { lost, acknowledged, numbers } = await checkRegister(office, letters);
    expect(lost).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers).toEqual(expect.arrayContaining([...acknowledged]));
  }, 60_000);

  it('are whole again: all nodes see each other', async () => {
    for (const node of cluster.nodes) await until('three nodes', async () => (await node.clusterSize()) === 3);
  }, 60_000);

  async function backAfterMs(): Promise<number> {
    const [from, before] = [performance.now(), letters.registered.size];
    await until('letters again', () => Promise.resolve(letters.registered.size >= before + 3), 60);
    return performance.now() - from;
  }

  async function allReady(): Promise<void> {
    await until('all servers to be ready', () => Promise.resolve(servers.every((each) => balancer.isReady(each.url))));
  }
});

/** What makes a server run on that machine. */
function environmentOf({ group }: Machine): Record<string, string> {
  const loaded = path.resolve(import.meta.dirname, 'testing/run-as-group.mjs');
  return group === null ? {} : { NODE_OPTIONS: `--import ${loaded}`, RUN_AS_GROUP: String(group) };
}
