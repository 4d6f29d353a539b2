import { bpmn } from '../testing/index.js';
import { definitions } from '../testing/bpmn-xml.js';
import { compileProcesses } from './compile-processes.js';

async function problemsOf(xml: string): Promise<string[]> {
  const result = await compileProcesses(xml);
  return result.ok ? [] : result.problems.map((problem) => `${problem.elementId ?? '-'} ${problem.code}`);
}

const inProcess = (body: string, more = ''): string => definitions(`<bpmn:process id="p" isExecutable="true">${body}</bpmn:process>${more}`);

describe('compileProcesses', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['broken XML', '<bpmn:definitions'],
    ['other XML', '<a/>'],
    ['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="&x;"/></bpmn:definitions>'],
  ])('answers %s with a problem, not with an exception', async (_, xml) => {
    expect((await problemsOf(xml)).some((problem) => problem.endsWith('XML_INVALID'))).toBe(true);
  });

  it('refuses what moddle warns of', async () => {
    expect(await problemsOf(inProcess('<bpmn:startEvent id="s"/><bpmn:boundaryEvent id="b" attachedToRef="nix"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>'))).toContain('b XML_INVALID');
    expect(await problemsOf(inProcess('<bpmn:startEvent id="s"/><bpmn:startEvent id="s"/>'))).toContain('- XML_INVALID');
  });

  it('gives FEEL errors with element, attribute and position, in both languages', async () => {
    // when
    const result = await compileProcesses(bpmn((p) => void p.start().script('sum', '=a + ', 'x').end()));
    // then
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems[0]).toMatchObject({ elementId: 'sum', code: 'EXPRESSION_INVALID', attribute: 'script', position: { from: expect.any(Number), to: expect.any(Number) } });
    expect(!result.ok && result.problems[0]?.reasonVi).toContain('Biểu thức');
  });

  it.each<[string, string, string]>([
    ['p START_MISSING', 'no start', ''],
    ['t JOB_TYPE_MISSING', 'a service task without type', '<bpmn:startEvent id="s"/><bpmn:serviceTask id="t"/>'],
    ['t MESSAGE_MISSING', 'a receive task without message', '<bpmn:startEvent id="s"/><bpmn:receiveTask id="t"/>'],
    ['t CALLED_PROCESS_MISSING', 'a call without process', '<bpmn:startEvent id="s"/><bpmn:callActivity id="t"/>'],
    ['e ERROR_CODE_MISSING', 'a thrown error without code', '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"><bpmn:errorEventDefinition/></bpmn:endEvent>'],
    ['c TIMER_INVALID', 'a timer without time', '<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>'],
    ['c TIMER_INVALID', 'a timer that is no duration', '<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration>5 minutes</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'],
    ['l LINK_TARGET_MISSING', 'a link to nowhere', '<bpmn:startEvent id="s"/><bpmn:intermediateThrowEvent id="l"><bpmn:linkEventDefinition name="x"/></bpmn:intermediateThrowEvent>'],
    ['x EVENT_START_MISSING', 'an event subprocess without trigger', '<bpmn:startEvent id="s"/><bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="xs"/></bpmn:subProcess>'],
    ['f CONDITION_MISSING', 'a choice without condition', '<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g"/><bpmn:endEvent id="a"/><bpmn:endEvent id="b"/><bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="g"/><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="b"/>'],
    ['f CONDITION_NOT_ALLOWED', 'a condition after a parallel gateway', '<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/><bpmn:endEvent id="a"/><bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="g"/><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"><bpmn:conditionExpression>=true</bpmn:conditionExpression></bpmn:sequenceFlow>'],
    ['f FLOW_CROSSES_SCOPE', 'a flow out of a subprocess', '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:subProcess id="x"><bpmn:startEvent id="xs"/></bpmn:subProcess><bpmn:sequenceFlow id="f" sourceRef="xs" targetRef="e"/>'],
    ['s START_AMBIGUOUS', 'two plain starts', '<bpmn:startEvent id="s"/><bpmn:startEvent id="s2"/>'],
    ['t NOT_SUPPORTED', 'a start quantity of none', '<bpmn:startEvent id="s"/><bpmn:task id="t" startQuantity="0"/>'],
    ['g NOT_SUPPORTED', 'a parallel event-based gateway', '<bpmn:startEvent id="s"/><bpmn:eventBasedGateway id="g" eventGatewayType="Parallel"/>'],
    ['t EXPRESSION_INVALID', 'statements', '<bpmn:startEvent id="s"/><bpmn:scriptTask id="t"><bpmn:script>const x = 1; return x;</bpmn:script></bpmn:scriptTask>'],
    ['t NOT_SUPPORTED', 'a script in another language', '<bpmn:startEvent id="s"/><bpmn:scriptTask id="t" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask>'],
  ])('finds %s: %s', async (problem, _, body) => {
    const found = (await problemsOf(inProcess(body))).join(', ');
    expect(found).toContain(problem.slice(problem.indexOf(' ') + 1));
  });

  it('refuses a file without executable process, and passes over what is not executable', async () => {
    expect(await problemsOf(definitions('<bpmn:process id="p" isExecutable="false"/>'))).toEqual(['- NO_PROCESS']);
    const two = definitions('<bpmn:process id="a" isExecutable="false"><bpmn:serviceTask id="t"/></bpmn:process><bpmn:process id="b" isExecutable="true"><bpmn:startEvent id="s"/></bpmn:process>');
    const result = await compileProcesses(two);
    expect(result.ok && result.processes.map((process) => process.processId)).toEqual(['b']);
  });

  it('makes a model that is plain JSON', async () => {
    const result = await compileProcesses(bpmn((p) => void p.start().userTask('a', { name: 'A' }).end()));
    if (!result.ok) throw new Error('refused');
    expect(JSON.parse(JSON.stringify(result.processes))).toEqual(result.processes);
  });

  it('keeps lanes, documentation, data and pools', async () => {
    // given
    const xml = definitions(
      '<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p"/><bpmn:participant id="other" name="Bên ngoài"/><bpmn:messageFlow id="mf" sourceRef="t" targetRef="other"/></bpmn:collaboration>' +
        '<bpmn:process id="p" name="Quy trình" isExecutable="true"><bpmn:extensionElements><zeebe:versionTag value="v3"/></bpmn:extensionElements><bpmn:laneSet id="ls"><bpmn:lane id="l" name="Văn thư"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>' +
        '<bpmn:startEvent id="s"/><bpmn:dataObject id="d"/><bpmn:dataObjectReference id="dr" dataObjectRef="d"/><bpmn:task id="t"><bpmn:documentation>Ghi chú</bpmn:documentation></bpmn:task>' +
        '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/><bpmn:textAnnotation id="ta"/></bpmn:process><bpmn:itemDefinition id="i"/>',
    );
    // when
    const result = await compileProcesses(xml);
    // then
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.processes[0]).toMatchObject({ name: 'Quy trình', versionTag: 'v3' });
    expect(result.processes[0]?.elements.find((element) => element.id === 't')).toMatchObject({ lane: 'Văn thư', documentation: 'Ghi chú' });
  });

  it('passes over what is wrong with the picture alone', async () => {
    const plane = '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="x"><bpmndi:BPMNPlane id="y" bpmnElement="p"><bpmndi:BPMNShape id="z" bpmnElement="gone"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>';
    expect(await problemsOf(inProcess('<bpmn:startEvent id="s"/>', plane))).toEqual([]);
  });

  it.each([
    ['a data association with an assignment', '<bpmn:startEvent id="s"/><bpmn:task id="t"><bpmn:dataInputAssociation><bpmn:targetRef>d</bpmn:targetRef><bpmn:assignment><bpmn:from>1</bpmn:from><bpmn:to>x</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation></bpmn:task><bpmn:dataObject id="d"/>'],
    ['compensation that is not waited for', '<bpmn:startEvent id="s"/><bpmn:endEvent id="t"><bpmn:compensateEventDefinition waitForCompletion="false"/></bpmn:endEvent>'],
    ['a business id of a called process', '<bpmn:startEvent id="s"/><bpmn:callActivity id="t"><bpmn:extensionElements><zeebe:calledElement processId="x" businessId="=y"/></bpmn:extensionElements></bpmn:callActivity>'],
  ])('refuses %s', async (_, body) => {
    expect(await problemsOf(inProcess(body))).toContain('t NOT_SUPPORTED');
  });

  it('a message that a worker sends needs no name', async () => {
    expect(await problemsOf(inProcess('<bpmn:startEvent id="s"/><bpmn:endEvent id="e"><bpmn:extensionElements><zeebe:taskDefinition type="mail"/></bpmn:extensionElements><bpmn:messageEventDefinition/></bpmn:endEvent>'))).toEqual([]);
  });
});
