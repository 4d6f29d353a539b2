import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LintFinding } from '@vanthu/model';
import { modelFindings } from './decision-findings.js';
import { variantFindings } from './variant-checks.js';

const processes = path.resolve(import.meta.dirname, '../../../../processes');
const read = (file: string): string => readFileSync(path.join(processes, file), 'utf8');
const policy = read('channel-policy/channel-policy.dmn');
const outbound = read('outbound/outbound.bpmn');

async function check(familyId: string, xml: string, decisions: Readonly<Record<string, string>> = { 'channel-policy': policy }): Promise<LintFinding[]> {
  const found = await variantFindings(xml, { familyId, processId: familyId, jobTypes: new Set(), baseXml: xml, decisionOf: async (id) => decisions[id] ?? null });
  return found.filter((each) => !['job-type-unknown', 'task-unassigned'].includes(each.rule));
}

/** The process with an input mapping more, at the first task that has mappings. */
function withMapping(xml: string, source: string): string {
  return xml.replace('<zeebe:ioMapping>', `<zeebe:ioMapping><zeebe:input source="=${source.replaceAll('"', '&quot;').replaceAll('>', '&gt;')}" target="thêm" />`);
}

describe('the expressions of a variant', () => {
  it.each(['inbound', 'approval', 'outbound'])('are right in the base of %s', async (family) => {
    expect(await check(family, read(`${family}/${family}.bpmn`))).toEqual([]);
  });

  it.each([
    ['an unknown function', 'uper case(x)', 'error', 'feel-function-not-found', [0, 9]],
    ['a type error', '1 + "a"', 'warning', 'feel-type-mismatch', [0, 7]],
    ['a comparison of two kinds', 'string length(x) > "5"', 'warning', 'feel-not-comparable', [0, 22]],
    ['a day that is none', '@"2026-02-30"', 'warning', 'feel-invalid-literal', [0, 13]],
  ] as const)('are told: %s', async (_name, source, severity, rule, [from, to]) => {
    const [finding, ...others] = await check('approval', withMapping(read('approval/approval.bpmn'), source));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity, rule, expression: { text: source, from, to } });
    expect(finding?.elementId).not.toBeNull();
    expect(finding?.message.vi).not.toBe(finding?.message.en);
  });

  it('are told with their place where they cannot be read', async () => {
    const [finding] = await check('approval', withMapping(read('approval/approval.bpmn'), '1 +'));
    expect(finding).toMatchObject({ severity: 'error', rule: 'EXPRESSION_INVALID', message: { vi: expect.stringContaining('(ký tự 4)'), en: expect.stringContaining('(character 4)') } });
  });

  it('give booleans where they are conditions', async () => {
    const xml = read('approval/approval.bpmn').replace(/(<bpmn:conditionExpression[^>]*>)[^<]*</, '$1="có"<');
    expect(await check('approval', xml)).toMatchObject([{ severity: 'warning', rule: 'feel-type-mismatch', message: { vi: 'Kết quả là chuỗi; ở đây cần đúng/sai.' } }]);
  });
});

describe('the decisions that a variant calls', () => {
  it('are told where they are not there', async () => {
    expect(await check('outbound', outbound, {})).toMatchObject([{ elementId: 'chooseChannel', severity: 'warning', rule: 'decision-unknown' }]);
  });

  it('are told with what is wrong with their tables, as warnings', async () => {
    const table = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m"><inputData id="i" name="trang"><variable name="trang" typeRef="number"/></inputData>
      <decision id="channel-policy" name="Kênh"><variable name="Kênh"/><informationRequirement><requiredInput href="#i"/></informationRequirement><decisionTable id="t">
      <input id="c"><inputExpression typeRef="number"><text>trang</text></inputExpression></input><output id="o"/>
      <rule id="r1"><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>"a"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text>[4..9]</text></inputEntry><outputEntry><text>"b"</text></outputEntry></rule>
      <rule id="r3"><inputEntry><text>"x"</text></inputEntry><outputEntry><text>"c"</text></outputEntry></rule></decisionTable></decision></definitions>`;
    const found = await check('outbound', outbound, { 'channel-policy': table });
    expect(found.every((each) => each.severity === 'warning' && each.elementId === 'chooseChannel')).toBe(true);
    expect(found.map((each) => each.rule)).toEqual(['not-comparable', 'table-overlap', 'table-gap', 'rule-never-matches']);
    expect(found.map((each) => each.message.vi).slice(0, 3)).toEqual([
      'Bảng quyết định "channel-policy", quy tắc 3: Không so sánh được số với chuỗi.',
      'Bảng quyết định "channel-policy": Quy tắc 1 và 2 cùng khớp. (trang: 4)',
      expect.stringContaining('Bảng quyết định "channel-policy": Không quy tắc nào khớp các giá trị này. (trang: '),
    ]);
  });
});

describe('a decision model', () => {
  it('is right as it ships', async () => {
    expect(await modelFindings(policy, null)).toEqual([]);
  });

  it('is refused where it cannot be read', async () => {
    expect(await modelFindings('<definitions', null)).toMatchObject([{ severity: 'error', rule: 'dmn-xml' }]);
    expect(await modelFindings(policy.replace('href="#input_axis"', 'href="#input_none"'), null)).toMatchObject([{ severity: 'error', rule: 'dmn-reference' }, { severity: 'error', rule: 'variable-not-found' }]);
  });
});
