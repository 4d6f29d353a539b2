import type { DocumentDetail, Page, TaskSummary } from '@vanthu/model';
import { until } from '../../../tools/demo/client.mjs';
import { Balancer } from './balancer.js';
import { databases, type TestDatabase } from './databases.js';
import { Office } from './office.js';

const [, startMariadbDatabase] = databases.find(([name]) => name === 'MariaDB') as (typeof databases)[number];

describe('two servers behind a load balancer, restarted one after the other under load', () => {
  let database: TestDatabase;
  let office: Office;
  let balancer: Balancer;
  const registered: string[] = [];
  const answeredBy = new Map<string, number>();

  beforeAll(async () => {
    database = await startMariadbDatabase();
    office = await Office.open({ ...database.environment, DRAIN_SECONDS: '1' });
    const other = await office.system.addServer();
    balancer = new Balancer([office.system.url, other.url]);
    await balancer.signIn('vanthu.sgddt', office.system.sandbox.samplePassword);
    let isOver = false;
    const clients = Array.from({ length: 4 }, async (_, index) => {
      for (let round = 0; !isOver; round += 1) await registerOne(`${index}-${round}`);
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

  /** What a clerk does with a letter on paper, as four requests. */
  async function registerOne(id: string): Promise<void> {
    const [subject, notation] = [`Công văn ${id}`, `${id}/CV`];
    const form = new FormData();
    form.set('document', JSON.stringify({ sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', subject, notation }));
    const handedIn = await balancer.send<DocumentDetail>('POST', '/api/documents/inbound', form);
    if (!handedIn) return;
    answeredBy.set(handedIn.server, (answeredBy.get(handedIn.server) ?? 0) + 1);
    const task = await until('the task', async () => {
      const page = await balancer.send<Page<TaskSummary>>('GET', '/api/tasks?limit=100');
      return page?.body.items.find((each) => each.document?.id === handedIn.body.id);
    });
    const registration = { sender: 'Cục Mẫu', notation, documentDate: '2026-11-20', type: 'CV', subject, urgency: '0', secrecy: '0' };
    const completed = await balancer.send('POST', `/api/tasks/${task.key}/complete`, { outcome: 'register', data: { registration } });
    if (completed?.status === 200) registered.push(handedIn.body.id);
  }

  it('fail no request', () => {
    expect(balancer.failures).toEqual([]);
    expect(balancer.answered).toBeGreaterThan(20);
    expect([...answeredBy.keys()]).toHaveLength(2);
  });

  it('lose nothing that was answered: each letter gets its number, without a gap', async () => {
    expect(registered.length).toBeGreaterThan(5);
    const clerk = office.person('vanthu.sgddt');
    const numbers = await Promise.all(registered.map((id) => until('the number', async () => (await clerk.get<DocumentDetail>(`/api/documents/${id}`)).arrivalNumber)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  }, 60_000);
});
