import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decisionInputs, evaluateDecision, parseDecisions, toJson, type DecisionModel } from '@vanthu/dmn';
import { policyInput, sampleData, type PolicyInput, type PolicyQuestion } from '@vanthu/documents';
import { channelDecisionSchema, type ChannelDecision, type LinePurpose } from '@vanthu/model';

interface Scenario {
  /** Of the twenty policy scenarios; 0: a further one. */
  readonly number: number;
  readonly what: string;
  readonly sender: string;
  readonly recipient: string | null;
  readonly email?: string;
  readonly purpose: LinePurpose;
  readonly date: string;
  readonly document: PolicyQuestion['document'];
  readonly expect: ChannelDecision;
}

const here = import.meta.dirname;
const scenarios = JSON.parse(await readFile(path.join(here, 'channel-policy.scenarios.json'), 'utf8')) as Scenario[];

describe('channel policy', () => {
  let model: DecisionModel;

  beforeAll(async () => {
    const parsed = await parseDecisions(await readFile(path.join(here, '../../../../processes/channel-policy/channel-policy.dmn'), 'utf8'));
    if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
    model = parsed;
  });

  const unit = (id: string) => {
    const found = sampleData.units.find((each) => each.id === id);
    if (!found) throw new Error(`no unit ${id}`);
    return found;
  };
  const decide = (input: PolicyInput) => {
    const inputs = decisionInputs(model, 'channel-policy', { ...input });
    const { value, warnings } = evaluateDecision(model, 'channel-policy', inputs, { now: 0, zone: 'Asia/Ho_Chi_Minh' });
    return { answer: toJson(value), warnings };
  };

  it.each(scenarios)('$number: $what', (scenario) => {
    // given
    const { sender, recipient, email = null, purpose, date, document } = scenario;
    const input = policyInput({ line: { purpose, email }, document, recipient: recipient === null ? null : unit(recipient), sender: unit(sender), date });
    // when
    const { answer, warnings } = decide(input);
    // then
    expect(channelDecisionSchema.parse(answer)).toEqual(scenario.expect);
    expect(warnings).toEqual([]);
  });

  it('asks for exactly what policyInput gives', () => {
    const input = policyInput({ line: { purpose: 'execute', email: null }, document: { type: 'CV', subject: '' }, recipient: null, sender: unit('Z01.05'), date: '2026-11-20' });
    expect([...(model.decisions.find((each) => each.id === 'channel-policy')?.inputs ?? [])].sort()).toEqual(Object.keys(input).sort());
  });

  it('answers every combination, sends nothing secret and gives every line of today a way', () => {
    const base = policyInput({ line: { purpose: 'execute', email: null }, document: { type: 'CV', subject: '' }, recipient: null, sender: unit('Z01.05'), date: '2026-11-20' });
    for (const secrecy of [0, 1, 3]) {
      for (const date of ['2005-01-01', '2007-03-29', '2009-07-09', '2013-02-08', '2020-03-04', '2020-03-05', '2030-01-01']) {
        for (const recipientClass of ['university', 'school', 'provincialDepartment', 'ministryDepartment', 'external'] as const) {
          for (const [axis, email, guest] of [[true, true, false], [false, true, false], [false, false, true], [false, false, false]] as const) {
            const { channels } = channelDecisionSchema.parse(decide({ ...base, secrecy, date, recipientClass, axis, email, guest }).answer);
            if (secrecy > 0) expect(channels).toEqual([]);
            else if (date >= '2020-03-05') expect(channels).toHaveLength(1);
            expect(channels.filter((each) => each !== 'paper' && !{ axis, mail: email, guest }[each])).toEqual([]);
          }
        }
      }
    }
  });
});
