import { beforeEach, describe, expect, it } from '@jest/globals';
import { clerk, done, ManualClock, MemoryStore, samples, watchTasks } from '../testing/index.js';
import { ProcessRunner } from './process-runner.js';
import { BASE_TENANT } from './process-store.js';
import type { Deployment } from './deployment.js';

const { bpmn, chain, end, start, userTask } = samples;

const channelTable = (output: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="channels" name="channels" namespace="urn:vanthu:test">
<inputData id="organ" name="organ" />
<decision id="channel" name="Channel"><informationRequirement id="r"><requiredInput href="#organ" /></informationRequirement>
<decisionTable id="table" hitPolicy="UNIQUE"><input id="i"><inputExpression id="ie"><text>organ</text></inputExpression></input><output id="o" name="channel" />
<rule id="r1"><inputEntry id="e1"><text>"Z01"</text></inputEntry><outputEntry id="o1"><text>"${output}"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="e2"><text>-</text></inputEntry><outputEntry id="o2"><text>"paper"</text></outputEntry></rule>
</decisionTable></decision></definitions>`;
const decides = bpmn('decides', chain(start, ['decide', '<bpmn:businessRuleTask id="decide"><bpmn:extensionElements><zeebe:calledDecision decisionId="channel" resultVariable="channel" /></bpmn:extensionElements></bpmn:businessRuleTask>'], userTask('check'), end));

describe('deploy', () => {
  let runner: ProcessRunner;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    runner = new ProcessRunner(new MemoryStore(), clock, { tenantChain: (unit) => (unit === 'Z01.05' ? ['Z01.05', 'Z01', BASE_TENANT] : [unit ?? BASE_TENANT, BASE_TENANT]) });
    await runner.start();
  });

  const versions = (deployment: Deployment) => (deployment.kind === 'deployed' ? deployment.definitions.map((each) => `${each.kind} ${each.id} ${each.version}${each.isNew ? ' new' : ''}`) : deployment.problems.map((each) => each.code));
  const form = (text: string) => ({ name: 'receive.form.json', content: JSON.stringify({ id: 'receive', text }) });

  it('adds a version where the content is new, and none where it is not', async () => {
    // given
    const process = { name: 'two-tasks.bpmn', content: samples.twoTasks };

    // when
    const deployments = [await runner.deploy([process, form('a')]), await runner.deploy([process, form('b')]), await runner.deploy([process, form('b')])];

    // then
    expect(deployments.map(versions)).toEqual([
      ['process two-tasks 1 new', 'form receive 1 new'],
      ['process two-tasks 1', 'form receive 2 new'],
      ['process two-tasks 1', 'form receive 2'],
    ]);
  });

  it('refuses everything with what is wrong with each file', async () => {
    // when
    const deployment = await runner.deploy([
      { name: 'broken.bpmn', content: '<a' },
      { name: 'broken.dmn', content: '<a' },
      { name: 'broken.form.json', content: '{}' },
      { name: 'virus.exe', content: '' },
      { name: 'two-tasks.bpmn', content: samples.twoTasks },
      { name: 'again.bpmn', content: samples.twoTasks },
    ]);

    // then
    expect(deployment).toMatchObject({ kind: 'refused' });
    expect(deployment.kind === 'refused' && new Set(deployment.problems.map((each) => each.resourceName))).toEqual(new Set(['broken.bpmn', 'broken.dmn', 'broken.form.json', 'virus.exe', 'again.bpmn']));
    expect(await runner.findLatest('process', 'two-tasks', null)).toBeNull();
  });

  it('gives a unit the nearest variant upwards, from its effective date on', async () => {
    // given
    await runner.deploy([{ name: 'a.bpmn', content: samples.twoTasks }]);
    await runner.deploy([{ name: 'b.bpmn', content: samples.twoTasks.replace('Việc register', 'Vào sổ'), tenantId: 'Z01', effectiveFrom: clock.now() + 10_000 }]);
    const tenantOf = async (unit: string) => (await runner.findLatest('process', 'two-tasks', unit))?.tenantId;

    // when
    const before = await tenantOf('Z01.05');
    clock.advance(10_000);

    // then
    expect(before).toBe(BASE_TENANT);
    expect(await tenantOf('Z01.05')).toBe('Z01');
    expect(await tenantOf('Z02')).toBe(BASE_TENANT);
  });

  it('leaves running instances on their version', async () => {
    // given
    await runner.deploy([{ name: 'a.bpmn', content: samples.twoTasks }]);
    const tasks = watchTasks(runner);
    await runner.startInstance({ processId: 'two-tasks', actor: clerk });

    // when
    await runner.deploy([{ name: 'a.bpmn', content: bpmn('two-tasks', chain(start, userTask('register'), end)) }]);
    const outcome = done(await runner.completeUserTask(String(tasks[0]), { actor: clerk }));

    // then
    expect(outcome.status).toBe('active');
  });

  it('numbers the versions of deployments at the same time', async () => {
    // when
    const deployments = await Promise.all(['a', 'b', 'c', 'd'].map((text) => runner.deploy([form(text)])));

    // then
    expect(deployments.flatMap(versions).toSorted()).toEqual([1, 2, 3, 4].map((version) => `form receive ${version} new`));
  });

  it('lets a business rule task use the newest decision of its unit', async () => {
    // given
    await runner.deploy([{ name: 'decides.bpmn', content: decides }, { name: 'channel.dmn', content: channelTable('axis') }]);
    await runner.deploy([{ name: 'channel.dmn', content: channelTable('mail').replace('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"'), tenantId: 'Z01' }]);
    await runner.deploy([{ name: 'channel.dmn', content: channelTable('axis').replace('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"') }]);
    const channel = async (orgUnitId: string, organ: string) => {
      const started = await runner.startInstance({ processId: 'decides', orgUnitId, variables: { organ }, actor: clerk });
      return started.kind === 'started' ? (await runner.variablesAt(started.instanceKey))?.['channel'] : started.reason;
    };

    // then
    expect(await channel('Z02', 'Z01')).toBe('axis');
    expect(await channel('Z01.05', 'Z01')).toBe('mail');
    expect(await channel('Z02', 'Z99')).toBe('paper');
  });

  it('raises an incident when the decision contradicts itself or is missing', async () => {
    // given
    const incidents: string[] = [];
    runner.onCommitted(({ events }) => events.forEach((each) => each.type === 'IncidentRaised' && incidents.push(each.incidentType)));
    await runner.deploy([{ name: 'decides.bpmn', content: decides }]);

    // when
    await runner.startInstance({ processId: 'decides', variables: { organ: 'Z01' }, actor: clerk });
    await runner.deploy([{ name: 'channel.dmn', content: channelTable('axis') }]);
    await runner.startInstance({ processId: 'decides', variables: { organ: 'Z01' }, actor: clerk });

    // then
    expect(incidents).toEqual(['CALLED_DECISION_ERROR', 'DECISION_EVALUATION_ERROR']);
  });
});
