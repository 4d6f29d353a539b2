import { bpmnFile } from '@vanthu/engine/testing';
import { until } from '../../testing/office.js';
import { deploy, startRestServer, type RestServer } from './rest-server.js';

const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="urgency-rules" name="Mức độ khẩn" namespace="urn:test">
  <inputData id="pages" name="pages"><variable name="pages" typeRef="number"/></inputData>
  <decision id="size" name="Cỡ"><variable name="Cỡ"/><informationRequirement id="a"><requiredInput href="#pages"/></informationRequirement><literalExpression><text>if pages &gt; 10 then "dài" else "ngắn"</text></literalExpression></decision>
  <decision id="urgency" name="Độ khẩn"><variable name="Độ khẩn" typeRef="string"/>
    <informationRequirement id="b"><requiredDecision href="#size"/></informationRequirement>
    <decisionTable id="table" hitPolicy="FIRST"><input id="in" label="Cỡ"><inputExpression><text>Cỡ</text></inputExpression></input><output id="out" name="urgency"/>
      <rule id="rule-long"><inputEntry><text>"dài"</text></inputEntry><outputEntry><text>"thường"</text></outputEntry></rule>
      <rule id="rule-short"><inputEntry><text>-</text></inputEntry><outputEntry><text>"khẩn"</text></outputEntry></rule>
    </decisionTable></decision>
</definitions>`;

const checkForm = JSON.stringify({ id: 'check-form', type: 'default', components: [{ type: 'textfield', key: 'note', label: null }] });

export const letter = bpmnFile({
  letter: (process) =>
    process
      .start('received', undefined, { formId: 'check-form' }).gateway('parallelGateway', 'fork')
      .userTask('check', { name: 'Thẩm định', formId: 'check-form', candidateGroups: '=["leader@Z01"]', priority: '70', dueDate: '=date and time("2030-01-01T08:00:00Z")', inputs: { note: '="riêng"', pages: '=99' } }).gateway('parallelGateway', 'join').end('done')
      .moveTo('fork').activity('businessRuleTask', 'decide', { decision: 'urgency', result: 'urgency' }).connectTo('join')
      .moveTo('fork').serviceTask('send', { name: 'Gửi đi', jobType: 'send-letter', headers: { channel: 'trục' } }).connectTo('join')
      .moveTo('fork').call('keep', 'archive', { name: 'Lưu trữ' }).connectTo('join')
      .moveTo('fork').script('stamp', '=item * 2', 'stamped', { loop: { collection: '=[1, 2, 3]', element: 'item' } }).connectTo('join')
      .moveTo('fork').catch('reply', { message: 'reply', correlationKey: '=notation' }).connectTo('join'),
  archive: (process) => process.start('opened').userTask('file', { name: 'Xếp hồ sơ' }).gateway('exclusiveGateway', 'broken').when('=missing = 1').end('filed'),
  short: (process) => process.start('begin').script('count', '=1', 'one').end('over'),
});

/** A letter that waits, one that has ended, one whose called instance stands still, and many short ones. */
export interface Scene extends RestServer {
  readonly waiting: string;
  readonly ended: string;
  readonly stuck: string;
  readonly archive: string;
}

export async function startScene(): Promise<Scene> {
  const server = await startRestServer();
  try {
    return await play(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function play(server: RestServer): Promise<Scene> {
  const { client, parts } = server;
  await deploy(client, { 'letter.bpmn': letter, 'urgency.dmn': dmn, 'check-form.form': checkForm });
  const create = async (notation: string, pages: number) => {
    const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: 'letter' as never, variables: { notation, pages, long: 'ê'.repeat(9000) } });
    return String(processInstanceKey);
  };
  const [waiting, ended, stuck] = [await create('1/ZA', 3), await create('2/ZA', 30), await create('3/ZA', 12)] as const;
  const called = (key: string) => until('called instance', async () => (await parts.queries.childrenOf(key))[0]);
  const completeTask = async (instanceKey: string) => {
    const [task] = await parts.queries.openTasksOf(instanceKey, { onlyItself: true });
    await client.completeUserTask({ userTaskKey: (task?.taskKey ?? '') as never, variables: { ok: true } });
  };
  const archive = (await called(stuck)).instanceKey;
  await completeTask(archive);
  await until('incident', async () => (await parts.queries.incidentsOf(archive)).length > 0);

  await completeTask(ended);
  const { jobs } = await client.activateJobs({ type: 'send-letter', maxJobsToActivate: 10, timeout: 60_000, worker: 'post-office' });
  const job = jobs.find((each) => each.processInstanceKey === ended);
  await client.failJob({ jobKey: job?.jobKey ?? ('' as never), retries: 2, errorMessage: 'the axis does not answer' });
  await client.correlateMessage({ name: 'reply', correlationKey: '2/ZA', variables: {} });
  const inner = (await called(ended)).instanceKey;
  await client.cancelProcessInstance({ processInstanceKey: ended as never });
  await until('the end of the called instance', async () => (await parts.queries.instance(inner))?.status === 'terminated');
  return { ...server, waiting, ended, stuck, archive };
}
