import { compileProcesses, type JobModel, type ProcessModel, type ProcessProblem } from '@vanthu/engine';
import type { LintFinding } from '@vanthu/model';
import { decisionFindings, type DecisionLookup } from './decision-findings.js';
import { expressionFindings } from './expression-findings.js';
import { guardrailFindings } from './guardrails.js';

export interface VariantRules {
  readonly familyId: string;
  /** The one process the file must hold: another one would take the place of some other family's, past that family's rules. */
  readonly processId: string;
  /** Job types that somebody here works on. */
  readonly jobTypes: ReadonlySet<string>;
  /** The diagram that ships with the product: its work may wait for a connector that is not configured yet. */
  readonly baseXml: string;
  readonly decisionOf: DecisionLookup;
}

/** Everything that keeps a variant from being published, and what deserves a look. */
export async function variantFindings(xml: string, rules: VariantRules): Promise<LintFinding[]> {
  const { familyId, processId } = rules;
  const result = await compileProcesses(xml);
  if (!result.ok) return result.problems.map(refusalOf);
  const model = result.processes.find((each) => each.processId === processId);
  if (!model) return [wrongProcess(processId)];
  const others = result.processes.filter((each) => each !== model).map((each) => furtherProcess(each.processId));
  return [...others, ...guardrailFindings(familyId, model), ...jobFindings(model, rules), ...unassignedTasks(model), ...expressionFindings(model), ...(await decisionFindings(model, rules.decisionOf))];
}

function refusalOf({ elementId, code, reason, reasonVi, position }: ProcessProblem): LintFinding {
  const place = position ? { vi: ` (ký tự ${position.from + 1})`, en: ` (character ${position.from + 1})` } : { vi: '', en: '' };
  return { elementId, severity: 'error', rule: code, message: { vi: reasonVi + place.vi, en: reason + place.en } };
}

/** The rules know job types by their names, so a type must be written, not computed. */
function jobFindings(model: ProcessModel, { jobTypes, baseXml }: VariantRules): LintFinding[] {
  return model.elements.flatMap(({ id, job, listeners, taskListeners }) => [...(job ? [job] : []), ...listeners, ...taskListeners].flatMap((each) => jobFinding(id, each)));

  function jobFinding(id: string, job: JobModel): LintFinding[] {
    if (job.type.kind !== 'static') return [{ elementId: id, severity: 'error' as const, rule: 'job-type-computed', message: { vi: 'Loại việc phải ghi rõ, không được tính bằng biểu thức.', en: 'The job type must be written out, not computed by an expression.' } }];
    const type = job.type.text;
    if (jobTypes.has(type)) return [];
    return [{ elementId: id, severity: baseXml.includes(`"${type}"`) ? ('warning' as const) : ('error' as const), rule: 'job-type-unknown', message: { vi: `Không có kết nối nào làm việc "${type}".`, en: `No connector works on "${type}".` } }];
  }
}

function unassignedTasks(model: ProcessModel): LintFinding[] {
  return model.elements.flatMap(({ id, userTask }) =>
    userTask && !userTask.assignee && !userTask.candidateUsers && !userTask.candidateGroups
      ? [{ elementId: id, severity: 'warning' as const, rule: 'task-unassigned', message: { vi: 'Việc này chưa có người hoặc nhóm nhận.', en: 'Nobody is given this task.' } }]
      : [],
  );
}

function wrongProcess(processId: string): LintFinding {
  return { elementId: null, severity: 'error', rule: 'process-id', message: { vi: `Mã quy trình phải giữ là "${processId}".`, en: `The process id must stay "${processId}".` } };
}

function furtherProcess(processId: string): LintFinding {
  return { elementId: processId, severity: 'error', rule: 'process-single', message: { vi: `Tệp chỉ được có một quy trình; hãy bỏ quy trình "${processId}".`, en: `The file may hold one process only; take out "${processId}".` } };
}
