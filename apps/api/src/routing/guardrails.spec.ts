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
});
