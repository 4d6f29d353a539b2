import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { startMariadb, type MariadbServer } from '@vanthu/persistence/testing';
import { until } from '../../testing/office.js';
import { deploy, startRestServer, type RestServer } from './rest-server.js';

describe('/v2 on MariaDB', () => {
  let mariadb: MariadbServer;
  let server: RestServer;

  beforeAll(async () => {
    mariadb = await startMariadb();
    server = await startRestServer({ DATABASE_URL: await mariadb.createDatabase() });
  });
  afterAll(async () => {
    await server?.stop();
    await mariadb?.stop();
  });

  it('runs a process from its deployment to its end', async () => {
    // given
    const { client } = server;
    const { processes } = await deploy(client, {
      'all.bpmn': bpmn((process) => process.start().serviceTask('work', { jobType: 'work' }).userTask('check').catch('wait', { message: 'go', correlationKey: '=id' }).catch('hear', { signal: 'on' }).catch('later', { timer: { duration: 'PT1H' } }).end(), 'all'),
    });
    const processDefinitionKey = processes[0]?.processDefinitionKey;
    if (!processDefinitionKey) throw new Error('not deployed');
    const waiting = client.activateJobs({ type: 'work', timeout: 10_000, maxJobsToActivate: 1, requestTimeout: 10_000 });
    const { processInstanceKey } = await client.createProcessInstance({ processDefinitionKey, variables: { id: 'số 1' } });
    // when
    const { jobs } = await waiting;
    await jobs[0]?.fail({ errorMessage: 'again', retries: 1, retryBackOff: 0 });
    const [again] = (await client.activateJobs({ type: 'work', timeout: 10_000, maxJobsToActivate: 1 })).jobs;
    await again?.complete({ worked: true });
    const [task] = await server.parts.queries.openTasksOf(processInstanceKey);
    await client.assignUserTask({ userTaskKey: task?.taskKey as never, assignee: 'an' });
    await client.completeUserTask({ userTaskKey: task?.taskKey as never, variables: { ok: true } });
    await server.client89.correlateMessage({ name: 'go', correlationKey: 'số 1', variables: { m: 1 } });
    await client.broadcastSignal({ signalName: 'on' });
    await client.pinClock({ timestamp: Date.now() + 2 * 3_600_000 });
    // then
    await until('the end', async () => (await server.parts.queries.instance(processInstanceKey))?.status === 'completed');
    await client.resetClock();
    expect(await server.parts.queries.variablesAt(processInstanceKey)).toEqual({ id: 'số 1', worked: true, ok: true, m: 1 });
    await client.deleteResource({ resourceKey: processDefinitionKey });
    expect((await server.send('POST', '/v2/process-instances', { processDefinitionKey })).status).toBe(404);
  });
});
