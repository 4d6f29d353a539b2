import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileProcesses, type ProcessModel } from '@vanthu/engine';
import { guardrailFindings } from './guardrails.js';

const processes = path.resolve(import.meta.dirname, '../../../../processes');

async function modelOf(file: string, change: (xml: string) => string = (xml) => xml): Promise<ProcessModel> {
  const result = await compileProcesses(change(readFileSync(path.join(processes, file), 'utf8')));
  if (!result.ok || !result.processes[0]) throw new Error(JSON.stringify(result));
  return result.processes[0];
}

describe('guardrails', () => {
  it.each([['inbound', 'inbound/inbound.bpmn'], ['outbound', 'outbound/outbound.bpmn'], ['approval', 'approval/approval.bpmn']])('the base of %s breaks none', async (family, file) => {
    expect(guardrailFindings(family, await modelOf(file))).toEqual([]);
  });

  it('refuses an outbound variant that numbers without approval', async () => {
    // given: drafting goes straight to the numbering
    const model = await modelOf('outbound/outbound.bpmn', (xml) => xml.replace('sourceRef="freezeDraft" targetRef="approve"', 'sourceRef="freezeDraft" targetRef="number"'));
    // when
    const findings = guardrailFindings('outbound', model);
    // then
    expect(findings.map((each) => [each.rule, each.elementId])).toEqual([['approval-before-number', 'allocateNumber']]);
  });

  it('refuses an approval variant that ends approved without a signature', async () => {
    const model = await modelOf('approval/approval.bpmn', (xml) => xml.replace('sourceRef="isFormatGood" targetRef="sign"', 'sourceRef="isFormatGood" targetRef="approved"'));
    expect(guardrailFindings('approval', model).map((each) => each.elementId)).toEqual(['approved']);
  });

  it('refuses mail that leaves before the issue', async () => {
    const model = await modelOf('outbound/outbound.bpmn', (xml) => xml.replace('sourceRef="seal" targetRef="issue"', 'sourceRef="seal" targetRef="sendToRecipients"'));
    expect(guardrailFindings('outbound', model).map((each) => each.rule)).toEqual(['issue-before-mail', 'issue-before-axis']);
  });

  it.each([['inbound', 'documents:registerInbound:1'], ['approval', 'documents:recordSigned:1']])('refuses mail out of %s altogether', async (family, job) => {
    const model = await modelOf(`${family}/${family}.bpmn`, (xml) => xml.replace(`type="${job}"`, 'type="mail:send:1"'));
    expect(guardrailFindings(family, model).map((each) => each.rule)).toContain('send-after-issue-only');
  });

  const withElements = (xml: string, elements: string) => xml.replace('</bpmn:process>', `${elements}</bpmn:process>`);
  const flow = (source: string, target: string) => `<bpmn:sequenceFlow id="x_${source}_${target}" sourceRef="${source}" targetRef="${target}" />`;

  it.each<[string, string]>([
    ['another start event', `<bpmn:startEvent id="x"><bpmn:messageEventDefinition id="xd" messageRef="xm" /></bpmn:startEvent>${flow('x', 'allocateNumber')}`],
    ['a timer on the approval', `<bpmn:boundaryEvent id="x" attachedToRef="approve"><bpmn:timerEventDefinition id="xd"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>${flow('x', 'allocateNumber')}`],
    ['a link', `<bpmn:boundaryEvent id="x" attachedToRef="draft" cancelActivity="false"><bpmn:timerEventDefinition id="xd"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:intermediateThrowEvent id="l1"><bpmn:linkEventDefinition id="l1d" name="L" /></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="l2"><bpmn:linkEventDefinition id="l2d" name="L" /></bpmn:intermediateCatchEvent>${flow('x', 'l1')}${flow('l2', 'allocateNumber')}`],
    ['an event subprocess', `<bpmn:subProcess id="xs" triggeredByEvent="true"><bpmn:startEvent id="x"><bpmn:messageEventDefinition id="xd" messageRef="xm" /></bpmn:startEvent><bpmn:serviceTask id="xt"><bpmn:extensionElements><zeebe:taskDefinition type="documents:allocateIssueNumber:1" /></bpmn:extensionElements></bpmn:serviceTask>${flow('x', 'xt')}</bpmn:subProcess>`],
    ['a listener', ''],
  ])('refuses a way around the approval through %s', async (way, elements) => {
    // given
    const message = '<bpmn:message id="xm" name="x"><bpmn:extensionElements><zeebe:subscription correlationKey="=documentId" /></bpmn:extensionElements></bpmn:message>';
    const listener = '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="documents:allocateIssueNumber:1" /></zeebe:executionListeners><zeebe:taskDefinition type="documents:freezeDraft:1"';
    const change = (xml: string) => (way === 'a listener' ? xml.replace('<zeebe:taskDefinition type="documents:freezeDraft:1"', listener) : withElements(xml, elements).replace('</bpmn:definitions>', `${message}</bpmn:definitions>`));
    // when
    const findings = guardrailFindings('outbound', await modelOf('outbound/outbound.bpmn', change));
    // then
    expect(findings.map((each) => each.rule)).toContain('approval-before-number');
  });

  it('refuses an inbound variant that forwards what is not registered', async () => {
    const model = await modelOf('inbound/inbound.bpmn', (xml) => xml.replace('sourceRef="isReceived" targetRef="register"', 'sourceRef="isReceived" targetRef="recordDirective"'));
    expect(guardrailFindings('inbound', model).map((each) => each.rule)).toEqual(['register-before-directive']);
  });
});
