import { BpmnModdle } from 'bpmn-moddle';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { expressionsOf, type BusinessObject } from './diagram-expressions';
import { findingsOf, together } from './expression-check';

const process = (body: string, roots = ''): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:x">${roots}<bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`;

/** The elements with shapes, as the editor has them. */
async function elementsOf(xml: string): Promise<BusinessObject[]> {
  const { rootElement } = await new BpmnModdle({ zeebe: zeebeModdle }).fromXML(xml);
  const within = (element: BusinessObject): BusinessObject[] => [element, ...((element['flowElements'] as BusinessObject[] | undefined) ?? []).flatMap(within)];
  return ((rootElement as unknown as BusinessObject)['rootElements'] as BusinessObject[]).filter((each) => each.$type === 'bpmn:Process').flatMap(within);
}

async function texts(xml: string): Promise<string[]> {
  return (await elementsOf(xml)).flatMap(expressionsOf).map(({ elementId, attribute, text }) => `${elementId} ${attribute} ${text}`);
}

const task = `<bpmn:userTask id="t" name="=không phải biểu thức"><bpmn:documentation>=lời</bpmn:documentation><bpmn:extensionElements><zeebe:assignmentDefinition assignee="=người" candidateGroups="=[nhóm]"/><zeebe:taskSchedule dueDate="=hạn" followUpDate="2026-09-02T00:00:00Z"/>
  <zeebe:ioMapping><zeebe:input source="=a" target="b"/><zeebe:output source="=c" target="d"/></zeebe:ioMapping><zeebe:taskHeaders><zeebe:header key="k" value="=nguyên văn"/></zeebe:taskHeaders></bpmn:extensionElements>
  <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=các việc" inputElement="x"/></bpmn:extensionElements><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=xong</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`;

describe('the expressions of a diagram', () => {
  it('are assignments, dates, mappings and loops, not names and headers', async () => {
    expect(await texts(process(task))).toEqual([
      't assignee người', 't candidateGroups [nhóm]', 't dueDate hạn', 't source a', 't source c', 't inputCollection các việc', 't completionCondition xong',
    ]);
  });

  it('are conditions, with and without the sign, and times only with it', async () => {
    const xml = process(`<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">x &gt; 1</bpmn:conditionExpression></bpmn:sequenceFlow>
      <bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition id="td"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
      <bpmn:intermediateCatchEvent id="c2"><bpmn:timerEventDefinition id="td2"><bpmn:timeDate xsi:type="bpmn:tFormalExpression">=hạn</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`);
    expect(await texts(xml)).toEqual(['f conditionExpression x > 1', 'c2 timeDate hạn']);
  });

  it('are those of elements inside once, and of the messages they wait for', async () => {
    const xml = process(
      `<bpmn:subProcess id="sub"><bpmn:receiveTask id="r" messageRef="m"/><bpmn:scriptTask id="k"><bpmn:extensionElements><zeebe:script expression="=1 + 1" resultVariable="x"/></bpmn:extensionElements></bpmn:scriptTask></bpmn:subProcess>`,
      `<bpmn:message id="m" name="=tên"><bpmn:extensionElements><zeebe:subscription correlationKey="=khóa"/></bpmn:extensionElements></bpmn:message>`,
    );
    expect((await texts(xml)).sort()).toEqual(['k expression 1 + 1', 'r correlationKey khóa', 'r name tên']);
  });
});

describe('the check while writing', () => {
  const found = (attribute: string, text: string) => findingsOf([{ elementId: 't', attribute, text }]);

  it('tells the place and speaks both languages', () => {
    expect(found('source', 'a + + b')).toEqual([{
      elementId: 't', severity: 'error', rule: 'feel-syntax', message: { vi: 'Không đọc được từ chỗ "+".', en: 'There is no unary plus.' }, expression: { text: 'a + + b', from: 4, to: 5 },
    }]);
  });

  it.each([
    ['conditionExpression', '"có"', ['feel-type-mismatch']],
    ['conditionExpression', 'x', []],
    ['completionCondition', '1', ['feel-type-mismatch']],
    ['inputCollection', '1', ['feel-type-mismatch']],
    ['source', '"có"', []],
    ['dueDate', 'today() + 1', ['feel-type-mismatch']],
    ['assignee', 'lờ mờ("x")', ['feel-function-not-found']],
    ['source', '', ['feel-empty']],
  ])('%s: %s', (attribute, text, rules) => {
    expect(found(attribute, text).map((each) => each.rule)).toEqual(rules);
  });
});

describe('the findings of the page', () => {
  const finding = (elementId: string, rule: string) => ({ elementId, rule, severity: 'error' as const, message: { vi: '', en: '' } });

  it('are unknown until something is found or the server has answered', () => {
    expect(together([], null)).toBeNull();
    expect(together([finding('a', 'feel-syntax')], null)).toHaveLength(1);
    expect(together([], [])).toEqual([]);
  });

  it('say once what both know, and all that only the server knows', () => {
    const checked = [finding('a', 'EXPRESSION_INVALID'), finding('a', 'job-type-unknown'), finding('b', 'feel-type-mismatch')];
    expect(together([finding('a', 'feel-syntax')], checked)?.map((each) => `${each.elementId} ${each.rule}`)).toEqual(['a feel-syntax', 'a job-type-unknown', 'b feel-type-mismatch']);
  });
});
