import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Camunda8 } from '@camunda8/sdk';
import { bpmn } from '@vanthu/engine/testing';
import { until } from '../../testing/office.js';
import { adminPassword, adminUsername, startRestServer, type RestServer } from './rest-server.js';

describe('@camunda8/sdk over REST', () => {
  let server: RestServer;
  let folder: string;
  const connect = () =>
    new Camunda8({
      ZEEBE_REST_ADDRESS: server.url,
      CAMUNDA_AUTH_STRATEGY: 'BASIC',
      CAMUNDA_BASIC_AUTH_USERNAME: adminUsername,
      CAMUNDA_BASIC_AUTH_PASSWORD: adminPassword,
      CAMUNDA_LOG_LEVEL: 'none',
    }).getCamundaRestClient();
  const statusOf = async (key: string) => (await server.parts.queries.instance(key))?.status;

  beforeAll(async () => {
    server = await startRestServer();
    folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-sdk-'));
  });
  afterAll(async () => {
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('deploys files, starts instances, works off jobs and does user tasks', async () => {
    // given
    const client = connect();
    expect((await client.getTopology()).partitionsCount).toBe(1);
    const file = path.join(folder, 'sdk.bpmn');
    await writeFile(file, bpmn((process) => process.start().serviceTask('work', { jobType: 'sdk-work' }).userTask('check').end(), 'sdk'));
    const deployed = await client.deployResourcesFromFiles([file]);
    expect(deployed.processes).toMatchObject([{ processDefinitionId: 'sdk', processDefinitionVersion: 1 }]);
    const worker = client.createJobWorker({ type: 'sdk-work', worker: 'spec', maxJobsToActivate: 3, timeout: 10_000, jobHandler: (job) => job.complete({ done: true }) });
    try {
      // when
      const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: 'sdk', variables: { a: 1 } });
      const task = await until('the task', async () => (await server.parts.queries.openTasksOf(processInstanceKey))[0]);
      await client.assignUserTask({ userTaskKey: task.taskKey, assignee: 'an' });
      expect((await server.parts.queries.task(task.taskKey))?.assignee).toBe('an');
      await client.completeUserTask({ userTaskKey: task.taskKey, variables: { ok: true } });
      // then
      expect(await statusOf(processInstanceKey)).toBe('completed');
      expect(await server.parts.queries.variablesAt(processInstanceKey)).toEqual({ a: 1, done: true, ok: true });
    } finally {
      void worker.stop();
    }
  });

  it('fails jobs, throws errors, publishes, correlates, broadcasts and cancels', async () => {
    const client = connect();
    await client.deployResources([{ name: 'more.bpmn', content: bpmn((process) => process.start().serviceTask('work', { jobType: 'sdk-more' }).end().boundary('work', 'caught', { error: 'E' }).catch('wait', { message: 'm', correlationKey: '=a' }).end('e2'), 'more') }]);
    const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: 'more', variables: { a: 'k1' } });
    const take = () => client.activateJobs({ type: 'sdk-more', worker: 'w', timeout: 10_000, maxJobsToActivate: 1 });
    const [job] = await take();
    await job?.fail({ errorMessage: 'again', retries: 1 });
    const [again] = await take();
    await again?.error({ errorCode: 'E', variables: {} });
    const correlated = await client.correlateMessage({ name: 'm', correlationKey: 'k1', variables: {} });
    expect(correlated.processInstanceKey).toBe(processInstanceKey);
    expect(await statusOf(processInstanceKey)).toBe('completed');
    await client.publishMessage({ name: 'm', correlationKey: 'later', timeToLive: 1_000, variables: {} });
    await client.broadcastSignal({ signalName: 's', variables: {} });
    const other = await client.createProcessInstance({ processDefinitionId: 'more', variables: { a: 'k2' } });
    await client.cancelProcessInstance({ processInstanceKey: other.processInstanceKey });
    expect(await statusOf(other.processInstanceKey)).toBe('terminated');
  });
});
