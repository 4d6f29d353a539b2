import type { DocumentDetail } from '@vanthu/model';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { databases, type TestDatabase } from './databases.js';
import { Office } from './office.js';
import { registerLetter } from './paper-letters.js';

const [, startMariadbDatabase] = databases.find(([name]) => name === 'MariaDB') as (typeof databases)[number];

describe('two servers behind a load balancer, restarted one after the other under load', () => {
  let database: TestDatabase;
  let office: Office;
  let balancer: Balancer;
  const letters = { handedIn: new Set<string>(), registered: new Set<string>() };

  beforeAll(async () => {
    database = await startMariadbDatabase();
    office = await Office.open({ ...database.environment, DRAIN_SECONDS: '1' });
    const other = await office.system.addServer();
    balancer = new Balancer([office.system.url, other.url]);
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
    let isOver = false;
    const clients = Array.from({ length: 4 }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerLetter(balancer, `${index}-${round}`, letters);
    });
    for (const server of office.system.servers) {
      await server.restart('SIGTERM');
      await until('the balancer to see it', () => Promise.resolve(balancer.isReady(server.url)));
    }
    isOver = true;
    await Promise.all(clients);
    await balancer.stop();
  }, 180_000);

  afterAll(async () => {
    await office?.close();
    await database?.stop();
  }, 60_000);

  it('fail no request', () => {
    expect(balancer.failures).toEqual([]);
    expect(balancer.answered).toBeGreaterThan(20);
  });

  it('lose nothing that was answered: each letter gets its number, without a gap', async () => {
    expect(letters.registered.size).toBeGreaterThan(5);
    expect(letters.registered).toEqual(letters.handedIn);
    const clerk = office.person('vanthu.sgddt');
    const numbers = await Promise.all([...letters.registered].map((id) => until('the number', async () => (await clerk.get<DocumentDetail>(`/api/documents/${id}`)).arrivalNumber)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  }, 60_000);
});
