import type { ElementModel, Expression } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { evaluate, evaluateNumber, evaluateOptionalText, evaluateTexts, type Place } from '../evaluation.js';
import type { UserTaskFacts } from '../event.js';
import { Failure, isFailure } from '../failure.js';
import { system } from '../incidents.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { beginTransition } from '../task-listeners.js';
import { instantOf, workingDaysFromNow } from '../timer-schedule.js';

/** Puts a task into the inboxes of those it is meant for. */
export function enterUserTask(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (element.userTask === null) return new Failure('UNKNOWN', `"${element.id}" is no user task. Correct the process.`);
  const facts = factsOf(run, instance, element);
  if (isFailure(facts)) return facts;
  beginTransition(run, instance.key, { event: 'creating', facts, actor: system });
  return 'wait';
}

function factsOf(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): UserTaskFacts | Failure {
  const task = element.userTask;
  const place = (what: string): Place => ({ scope: instance.key, what: `The ${what} of task "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
  const assignee = evaluateOptionalText(run, task?.assignee ?? null, place('assignee'));
  if (isFailure(assignee)) return assignee;
  const candidateUsers = evaluateTexts(run, task?.candidateUsers ?? null, place('candidate users'));
  if (isFailure(candidateUsers)) return candidateUsers;
  const candidateGroups = evaluateTexts(run, task?.candidateGroups ?? null, place('candidate groups'));
  if (isFailure(candidateGroups)) return candidateGroups;
  const days = task?.workingDays ?? null;
  const dueAt = days === null ? dateOf(run, task?.dueDate ?? null, place('due date')) : workingDaysFromNow(run, days, place('working days'));
  if (isFailure(dueAt)) return dueAt;
  const followUpAt = dateOf(run, task?.followUpDate ?? null, place('follow-up date'));
  if (isFailure(followUpAt)) return followUpAt;
  const priority = task?.priority == null ? 50 : evaluateNumber(run, task.priority, place('priority'));
  if (isFailure(priority)) return priority;
  return { name: element.name === '' ? element.id : element.name, assignee, candidateUsers, candidateGroups, dueAt, followUpAt, priority };
}

/** Null, an empty text and no expression at all mean: no date. */
function dateOf(run: Run, expression: Expression | null, place: Place): number | null | Failure {
  if (expression === null) return null;
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  return result.value === null || result.value === '' ? null : instantOf(run.context, result, place);
}
