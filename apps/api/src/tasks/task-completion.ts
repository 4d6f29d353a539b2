import type { JsonObject } from '@vanthu/engine';
import { VanthuError, type CompleteTask, type DocumentDetail, type Person } from '@vanthu/model';
import { InputError } from '../problems/input.js';
import { formIssues, formValues } from './form-validation.js';
import type { TaskHints } from './task-outcomes.js';

/** An open task that the person may do. */
export interface OpenTask {
  readonly key: string;
  readonly name: string;
  readonly hints: TaskHints;
  readonly document: DocumentDetail | null;
  readonly form: unknown;
  /** What the form is drawn with, its option lists included. */
  readonly data: Readonly<Record<string, unknown>>;
}

const MOST_REASON = 2000;

/** Outcomes that only a signature brings about. */
export const signingOutcomes = { sign: 'sign', sealAgency: 'seal' } as const;

/** Whether the task ends this way only by a signature made at the signing desk. */
export function needsSignature({ kind }: TaskHints, outcome: string): boolean {
  return (kind === 'sign' || kind === 'sealAgency') && signingOutcomes[kind] === outcome;
}

/**
 * The variables with which a step ends; only what the form has fields for gets through.
 * @throws InputError where the form does not fit; VanthuError OUTCOME_UNKNOWN, SECRET_MARKED
 */
export function completionVariables(task: OpenTask, { outcome: outcomeId, data }: CompleteTask, person: Person): JsonObject {
  const outcome = task.hints.outcomes.find((each) => each.id === outcomeId);
  if (!outcome) throw new VanthuError('OUTCOME_UNKNOWN', { outcome: outcomeId });
  const reason = typeof data['reason'] === 'string' ? data['reason'].trim() : '';
  if (outcome.needsReason && reason === '') throw new InputError([{ path: 'reason', code: 'REASON_REQUIRED', facts: {} }]);
  if (reason.length > MOST_REASON) throw new InputError([{ path: 'reason', code: 'FIELD_INVALID', facts: { reason: 'maxLength', limit: MOST_REASON } }]);
  if (task.hints.bareOutcomes.includes(outcomeId)) return { outcome: outcomeId, reason: reason === '' ? null : reason, actor: person.username };
  const values = formValues(task.form, data);
  assertNoSecrecy(values);
  const issues = formIssues(task.form, values, task.data);
  if (issues.length > 0 && outcome.tone === 'primary') throw new InputError(issues);
  assertDraftComplete(task, outcomeId);
  // who sends back or refuses has not filled in the form: what does not fit of it is left out
  const fitting = formValues(task.form, values, new Set(issues.map((each) => each.path)));
  return { ...(fitting as JsonObject), outcome: outcomeId, reason: reason === '' ? null : reason, actor: person.username };
}

/** A draft needs its text and whom it goes to before anyone looks at it. */
function assertDraftComplete({ hints, document }: OpenTask, outcome: string): void {
  if (hints.kind !== 'draft' || outcome !== 'submit' || !document) return;
  const parts = { subject: document.subject.trim(), body: document.body.trim(), recipients: document.recipients };
  const missing = Object.entries(parts).filter(([, part]) => part.length === 0);
  if (missing.length > 0) throw new InputError(missing.map(([path]) => ({ path, code: 'FIELD_REQUIRED', facts: {} })));
}

function assertNoSecrecy({ registration }: Readonly<Record<string, unknown>>): void {
  const secrecy = typeof registration === 'object' && registration !== null && 'secrecy' in registration ? registration.secrecy : 0;
  if (!['', '0', 0, null].includes(secrecy as string | number | null)) throw new VanthuError('SECRET_MARKED');
}
