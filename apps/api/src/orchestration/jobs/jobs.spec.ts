import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { until } from '../../testing/office.js';
import { basic, deploy, startRestServer, type RestServer } from '../testing/rest-server.js';

describe('jobs over /v2', () => {
  let server: RestServer;
  const start = async (processDefinitionId: string, variables: Record<string, unknown> = {}) => (await server.client.createProcessInstance({ processDefinitionId: processDefinitionId as never, variables })).processInstanceKey;
  const take = async (type: string, more: object = {}) => (await server.client.activateJobs({ type, timeout: 60_000, maxJobsToActivate: 10, requestTimeout: -1, ...more })).jobs;
  const stateOf = async (key: string) => (await server.parts.queries.instance(key))?.status;

  beforeAll(async () => {
    server = await startRestServer();
    await deploy(server.client, Object.fromEntries(['simple', 'failing', 'erring', 'polled', 'worked', 'updated', 'lost', 'many'].map((id) => [`${id}.bpmn`, bpmn((process) => {
      process.start().serviceTask('work', { jobType: id, headers: { bàn: '2' }, retries: '3' }).end();
      if (id === 'erring') process.boundary('work', 'caught', { error: 'NO_MONEY' }).end('otherEnd');
    }, id)])));
  });
  afterAll(() => server?.stop());

  it('are given with what a worker needs, and completed', async () => {
    const processInstanceKey = await start('simple', { a: 1, b: 2 });
    const [job] = await take('simple', { worker: 'máy 1', fetchVariable: ['b'] });
    expect(job).toMatchObject({ type: 'simple', processDefinitionId: 'simple', processDefinitionVersion: 1, elementId: 'work', customHeaders: { bàn: '2' }, worker: 'máy 1', retries: 3, variables: { b: 2 }, tenantId: '<default>', kind: 'BPMN_ELEMENT', listenerEventType: 'UNSPECIFIED', processInstanceKey });
    await job?.complete({ c: 3 });
    expect(await stateOf(processInstanceKey)).toBe('completed');
    expect(await server.parts.queries.variablesAt(processInstanceKey)).toEqual({ a: 1, b: 2, c: 3 });
    expect((await server.send('POST', `/v2/jobs/${job?.jobKey}/completion`, {})).status).toBe(404);
  });

  it('are given to a client of 8.9', async () => {
    const processInstanceKey = await start('simple');
    const { jobs } = await server.client89.activateJobs({ type: 'simple', timeout: 1_000, maxJobsToActivate: 1 });
    expect(jobs).toMatchObject([{ processInstanceKey, rootProcessInstanceKey: processInstanceKey, userTask: null, tags: [] }]);
    await server.client89.completeJob({ jobKey: jobs[0]?.jobKey as never, variables: {} });
    expect(await stateOf(processInstanceKey)).toBe('completed');
  });

  it('that fail come again after the pause, and raise an incident at the end', async () => {
    const processInstanceKey = await start('failing');
    const [first] = await take('failing');
    await first?.fail({ errorMessage: 'một', retries: 1, retryBackOff: 60_000 });
    expect(await take('failing')).toEqual([]);
    await server.client.pinClock({ timestamp: Date.now() + 61_000 });
    const [second] = await take('failing');
    expect(second?.retries).toBe(1);
    await second?.fail({ errorMessage: 'hết cách', retries: 0 });
    await server.client.resetClock();
    const [incident] = await server.parts.queries.incidentsOf(processInstanceKey);
    expect(incident).toMatchObject({ type: 'JOB_NO_RETRIES', message: 'hết cách', state: 'open' });
    await server.client.updateJob({ jobKey: first?.jobKey as never, changeset: { retries: 2 } });
    await server.client.resolveIncident({ incidentKey: incident?.incidentKey as never });
    const third = await until('the job', async () => (await take('failing'))[0]);
    await third.complete({});
    expect(await stateOf(processInstanceKey)).toBe('completed');
  });

  it('throw errors that boundary events catch', async () => {
    const processInstanceKey = await start('erring');
    const [job] = await take('erring');
    await job?.error({ errorCode: 'NO_MONEY', errorMessage: 'trống quỹ', variables: { left: 0 } });
    expect((await server.parts.queries.elementsOf(processInstanceKey)).map((each) => each.elementId)).toContain('otherEnd');
    expect(await stateOf(processInstanceKey)).toBe('completed');
  });

  it('have their lock moved', async () => {
    await start('updated');
    const [job] = await take('updated', { timeout: 60_000 });
    await job?.modifyJobTimeout({ newTimeoutMs: 1 });
    const again = await until('the job', async () => (await take('updated'))[0]);
    expect(again.jobKey).toBe(job?.jobKey);
    await again.complete({});
    expect((await server.send('PATCH', `/v2/jobs/${again.jobKey}`, { changeset: { timeout: 5 } })).status).toBe(404);
  });

  it('reach who waits for them', async () => {
    const waiting = server.client.activateJobs({ type: 'polled', timeout: 10_000, maxJobsToActivate: 1, requestTimeout: 20_000 });
    await sleep(30);
    const processInstanceKey = await start('polled');
    const { jobs } = await waiting;
    expect(jobs.map((each) => each.processInstanceKey)).toEqual([processInstanceKey]);
    expect((await server.client.activateJobs({ type: 'polled', timeout: 10_000, maxJobsToActivate: 1, requestTimeout: 20 })).jobs).toEqual([]);
  });

  it('are not lost with a client that went away while it waited', async () => {
    const abort = new AbortController();
    const gone = fetch(`${server.url}/v2/jobs/activation`, { method: 'POST', signal: abort.signal, headers: { authorization: basic, 'content-type': 'application/json' }, body: JSON.stringify({ type: 'lost', timeout: 600_000, maxJobsToActivate: 1, requestTimeout: 60_000 }) }).catch(() => 'gone');
    await sleep(30);
    abort.abort();
    expect(await gone).toBe('gone');
    await sleep(30);
    await start('lost');
    expect(await take('lost')).toHaveLength(1);
  });

  it('are given once each to a thousand that ask at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => start('many')));
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => server.send('POST', '/v2/jobs/activation', { type: 'many', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 100 })));
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([200]));
    const given = answers.flatMap((each) => each.body['jobs'] as { processInstanceKey: string }[]).map((each) => each.processInstanceKey);
    expect([...given].sort()).toEqual([...keys].sort());
  });

  it('are worked off by the job worker of the client', async () => {
    const worker = server.client.createJobWorker({ jobType: 'worked', workerName: 'spec', maxParallelJobs: 5, jobTimeoutMs: 10_000, pollTimeoutMs: 1_000, pollIntervalMs: 1, jobHandler: (job) => job.complete({ seen: job.variables['n'] }) });
    try {
      const keys = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => start('worked', { n })));
      for (const key of keys) await until('the end', async () => (await stateOf(key)) === 'completed');
      expect(await server.parts.queries.variablesAt(keys[6] ?? '')).toEqual({ n: 7, seen: 7 });
    } finally {
      worker.stop();
    }
  });

  it('of ad-hoc subprocesses and task listeners are answered with a result', async () => {
    await deploy(server.client, {
      'listening.bpmn': bpmn((process) => process.start().userTask('check', { taskListeners: [{ event: 'completing', type: 'listen' }] }).end(), 'listening'),
      'adhoc.bpmn': bpmn((process) => process.start().adHoc('choose', '', (inner) => inner.userTask('one').detach().userTask('two')).end(), 'adhoc'),
    });
    const listening = await start('listening');
    const [task] = await server.parts.queries.openTasksOf(listening);
    await server.client.completeUserTask({ userTaskKey: task?.taskKey as never, variables: { x: 1 } });
    const [job] = await take('listen');
    expect(job).toMatchObject({ kind: 'TASK_LISTENER', listenerEventType: 'COMPLETING', userTask: { userTaskKey: task?.taskKey } });
    await server.client.completeJob({ jobKey: job?.jobKey as never, result: { type: 'userTask', denied: true, deniedReason: 'thiếu hồ sơ' } });
    expect(await stateOf(listening)).toBe('active');
    // ad-hoc
    const adHoc = await start('adhoc');
    const scope = (await server.parts.queries.activeElementsOf(adHoc)).find((each) => each.elementId === 'choose');
    await server.client.activateAdHocSubProcessActivities({ adHocSubProcessInstanceKey: scope?.elementInstanceKey as never, elements: [{ elementId: 'two' as never }] });
    expect((await server.parts.queries.openTasksOf(adHoc)).map((each) => each.elementId)).toEqual(['two']);
  });

  it.each([
    [{ type: '', timeout: 1, maxJobsToActivate: 1 }, /type/],
    [{ type: 'x', timeout: 0, maxJobsToActivate: 1 }, /timeout/],
    [{ type: 'x', timeout: 1, maxJobsToActivate: 0 }, /maxJobsToActivate/],
    [{ type: 'x', timeout: 1, maxJobsToActivate: 1, more: 1 }, /more/],
    [{}, /type.*timeout.*maxJobsToActivate/],
  ])('are not given for %j', async (body, words) => {
    const answer = await server.send('POST', '/v2/jobs/activation', body);
    expect([answer.status, answer.body['title']]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(answer.body['detail']).toMatch(words);
  });
});
