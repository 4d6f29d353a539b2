import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem } from '../system.mjs';
import { Person, until } from '../demo/client.mjs';
import { cpuMilliseconds, residentMegabytes } from './process-usage.mjs';
import { row } from './row.mjs';

/** A whole server: how soon it is ready, what it holds resident, how many letters a clerk could register. */
export async function serverRows({ quick, progress, databases }) {
  progress('server: start to ready');
  const system = await startSystem({ dataDir: await databases.newFolder(), environment: { LOG_LEVEL: 'error' } });
  try {
    const [server] = system.servers;
    const began = performance.now();
    await server.restart();
    const seconds = (performance.now() - began) / 1000;
    const megabytes = await residentMegabytes(server);
    progress('server: idle');
    const idle = await idleUse(server, quick ? 1_000 : 10_000);
    progress('server: register inbound letters');
    const rate = await registrations(system, quick ? 60 : 300);
    return [
      row({ name: 'server: stopped and ready again, SQLite', value: seconds, unit: 's', better: 'lower', goal: 5 }),
      row({ name: 'server: resident memory when ready', value: megabytes, unit: 'MB', better: 'lower', goal: 250 }),
      row({ name: 'server: processor time while nothing happens', value: idle, unit: 'cpu-ms/s', better: 'lower' }),
      row({ name: 'server: register an inbound letter over HTTP, SQLite', value: rate, unit: '/s', better: 'higher' }),
    ];
  } finally {
    await system.stop();
  }
}

async function idleUse(server, milliseconds) {
  await sleep(1_000);
  const before = await cpuMilliseconds(server);
  await sleep(milliseconds);
  return ((await cpuMilliseconds(server)) - before) / (milliseconds / 1000);
}

/** Letters are registered by sixteen connections; everything the product does then is part of it: form, rights, number, register, trail, audit. */
async function registrations(system, count) {
  const clerk = new Person(system.url, 'vanthu.sgddt', system.sandbox.samplePassword);
  const facts = (index) => ({ sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', subject: `Công văn ${index}`, notation: `${index}/CV` });
  const ids = [];
  for (let index = 0; index < count; index += 1) {
    const form = new FormData();
    form.set('document', JSON.stringify(facts(index)));
    ids.push((await clerk.postForm('/api/documents/inbound', form)).id);
  }
  const keys = await until('the tasks', async () => {
    const found = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await clerk.get(`/api/tasks?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found.length >= count && found;
  });
  const queue = keys.entries();
  const began = performance.now();
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (const [index, { key }] of queue) await clerk.post(`/api/tasks/${key}/complete`, { outcome: 'register', data: { registration: { ...facts(index), urgency: '0', secrecy: '0' } } });
  }));
  return ids.length / ((performance.now() - began) / 1000);
}
