import { parseDecisions } from '@vanthu/dmn';
import { checkDecisions, type Finding } from '@vanthu/dmn/checks';
import type { ProcessModel } from '@vanthu/engine';
import type { LintFinding } from '@vanthu/model';

/** Looks up the model that holds a decision; null when there is none. */
export type DecisionLookup = (decisionId: string) => Promise<string | null>;

/** What is wrong with the decisions that the tasks of a process call, at the task that calls. Warnings: the author of the process cannot mend them there. */
export async function decisionFindings(model: ProcessModel, lookUp: DecisionLookup): Promise<LintFinding[]> {
  const calls = model.elements.flatMap(({ id, calledDecision }) => (calledDecision?.decisionId.kind === 'static' ? [{ id, decisionId: calledDecision.decisionId.text }] : []));
  const findings = await Promise.all(calls.map(async ({ id, decisionId }) => {
    const xml = await lookUp(decisionId);
    if (xml === null) return [unknownDecision(id, decisionId)];
    return (await modelFindings(xml, id)).map((each) => ({ ...each, severity: 'warning' as const }));
  }));
  return findings.flat();
}

/** What is wrong with a decision model: parts that cannot run, then advice on tables and texts. */
export async function modelFindings(xml: string, elementId: string | null): Promise<LintFinding[]> {
  const parsed = await parseDecisions(xml, { lenient: true });
  const problems = Array.isArray(parsed) ? parsed : parsed.problems;
  const refused = problems.filter((each) => each.code !== 'DMN_FEEL').map((each): LintFinding => ({ elementId, severity: 'error', rule: lowered(each.code), message: { vi: `Mô hình quyết định: ${each.message}`, en: each.message } }));
  const found = await checkDecisions(xml);
  return [...refused, ...(Array.isArray(found) ? (found as readonly Finding[]).map((each) => adviceOf(each, elementId)) : [])];
}

function adviceOf(finding: Finding, elementId: string | null): LintFinding {
  const { code, severity, message, messageVi, ownerId, inputs, rules, text } = finding;
  const where = inputs.filter((each) => each.values !== '-').map((each) => `${each.label}: ${each.values}`).join('; ');
  const row = text && rules.length > 0 ? { vi: `, quy tắc ${rules.join(', ')}`, en: `, rule ${rules.join(', ')}` } : { vi: '', en: '' };
  const tail = where === '' ? '' : ` (${where})`;
  return {
    elementId,
    severity: severity === 'ERROR' ? 'error' : 'warning',
    rule: lowered(text?.code ?? code),
    message: { vi: `Bảng quyết định "${ownerId}"${row.vi}: ${messageVi}${tail}`, en: `Decision "${ownerId}"${row.en}: ${message}${tail}` },
    ...(text && { expression: { text: text.source, ...text.position } }),
  };
}

function unknownDecision(elementId: string, decisionId: string): LintFinding {
  return { elementId, severity: 'warning', rule: 'decision-unknown', message: { vi: `Chưa có quyết định "${decisionId}" trong hệ thống.`, en: `There is no decision "${decisionId}" in the system yet.` } };
}

function lowered(code: string): string {
  return code.replaceAll('_', '-').toLowerCase();
}
