import type { JsonObject, Outcome, ProcessRunner } from '@vanthu/engine';
import { VanthuError, principalsOf, type CompleteTask, type CompletedTask, type DocumentDetail, type Language, type Page, type Person, type TaskCounts, type TaskDetail, type TaskSummary } from '@vanthu/model';
import type { DocumentProcesses, DocumentReader, Organisation, ProcessQueries, UserTaskView } from '@vanthu/persistence';
import { InputError } from '../problems/input.js';
import { localised } from '../routing/localise.js';
import { formData } from './form-data.js';
import { formIssues, formValues } from './form-validation.js';
import { TaskDefinitions, type TaskDefinition } from './task-definitions.js';
import type { TaskHints } from './task-outcomes.js';

export interface TaskServices {
  readonly runner: ProcessRunner;
  readonly queries: ProcessQueries;
  readonly processes: DocumentProcesses;
  readonly reader: DocumentReader;
  readonly organisation: Organisation;
  readonly definitions: TaskDefinitions;
  /** Vietnamese text of diagrams and forms → English. */
  readonly english: Readonly<Record<string, string>>;
}

/** An open task that the person may do. */
export interface OpenTask {
  readonly key: string;
  readonly name: string;
  readonly hints: TaskHints;
  readonly document: DocumentDetail | null;
  readonly instanceKey: string;
  readonly form: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Outcomes that only a signature brings about. */
const signingOutcomes: Partial<Record<TaskHints['kind'], string>> = { sign: 'sign', sealAgency: 'seal' };

/** How long the answer of a completion waits for what it set off, so that the next task is there. */
const EFFECTS_MS = 1_500;

/** The inbox and the tasks of people, with what a page needs to show them. */
export class TaskDesk {
  constructor(private readonly services: TaskServices) {}

  async list(person: Person, query: { filter: 'mine' | 'group' | 'all'; limit: number; cursor?: string | undefined }, language: Language): Promise<Page<TaskSummary>> {
    const { limit, cursor, filter } = query;
    const { items, nextCursor } = await this.services.queries.inbox({ principals: principalsOf(person), filter, limit, ...(cursor !== undefined && { cursor }) });
    const documents = await this.documentsOf(items);
    const summaries = await Promise.all(items.map(async (task) => this.summary(task, await this.services.definitions.of(task), documents.get(task.taskKey) ?? null, language)));
    return { items: summaries, nextCursor };
  }

  counts(person: Person): Promise<TaskCounts> {
    return this.services.queries.inboxCounts(principalsOf(person));
  }

  async detail(person: Person, key: string, language: Language): Promise<TaskDetail> {
    const task = await this.visible(person, key);
    const definition = await this.services.definitions.of(task);
    const document = await this.documentOf(task);
    const reasonCannotAct = whyNot(person, task);
    const { form, data } = await this.formOf(task, definition, document);
    return {
      ...this.summary(task, definition, document, language),
      form: localised(form, language, this.services.english) as Record<string, unknown> | null,
      data,
      outcomes: [...definition.hints.outcomes],
      canAct: reasonCannotAct === null,
      reasonCannotAct,
      processInstanceKey: task.instanceKey,
      state: task.state,
    };
  }

  /** @throws VanthuError NOT_FOUND, TASK_NOT_OPEN, TASK_CLAIMED */
  async open(person: Person, key: string): Promise<OpenTask> {
    const task = await this.visible(person, key);
    if (task.state !== 'created') throw new VanthuError('TASK_NOT_OPEN', { who: await this.nameOf(task.completedBy) });
    if (task.assignee !== null && task.assignee !== person.username) throw new VanthuError('TASK_CLAIMED', { who: await this.nameOf(task.assignee) });
    const { hints } = await this.services.definitions.of(task);
    const document = await this.documentOf(task);
    const { form, data } = await this.formOf(task, await this.services.definitions.of(task), document);
    return { key, name: task.name, hints, document, instanceKey: task.instanceKey, form, data };
  }

  async claim(person: Person, key: string): Promise<void> {
    await this.open(person, key);
    await this.accepted(key, await this.services.runner.assignUserTask(key, { assignee: person.username, onlyIfFree: true, actor: { username: person.username } }));
  }

  async unclaim(person: Person, key: string): Promise<void> {
    await this.open(person, key);
    await this.accepted(key, await this.services.runner.assignUserTask(key, { assignee: null, actor: { username: person.username } }));
  }

  /**
   * Ends the step. A task offered to a group is done in the name of whoever does it. `isSigned`: the signature it needs was made.
   * @throws InputError where the form does not fit; VanthuError TASK_NOT_OPEN, OUTCOME_UNKNOWN, SECRET_REFUSED …
   */
  async complete(person: Person, key: string, { outcome, data }: CompleteTask, { isSigned = false } = {}): Promise<CompletedTask> {
    const task = await this.open(person, key);
    if (signingOutcomes[task.hints.kind] === outcome && !isSigned) throw new VanthuError('OUTCOME_UNKNOWN', { outcome });
    const variables = checked(task, outcome, data, person);
    const done = await this.services.runner.completeUserTask(key, { variables, actor: { username: person.username } });
    await this.accepted(key, done);
    if (done.kind === 'done') await Promise.race([done.effects, new Promise((resolve) => setTimeout(resolve, EFFECTS_MS).unref())]);
    return { nextTaskKey: await this.nextFor(person, task), documentId: task.document?.id ?? null };
  }

  private async accepted(key: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'done') return;
    const task = await this.services.queries.task(key);
    if (outcome.code === 'ALREADY_ASSIGNED') throw new VanthuError('TASK_CLAIMED', { who: await this.nameOf(task?.assignee ?? null) });
    if (outcome.code === 'CONFLICT') throw new VanthuError('CONFLICT_RETRY');
    if (outcome.code === 'STOPPED') throw new VanthuError('UNAVAILABLE', { what: outcome.reason });
    throw new VanthuError('TASK_NOT_OPEN', { who: await this.nameOf(task?.completedBy ?? null) });
  }

  /** What the same person can do next in the same case. */
  private async nextFor(person: Person, task: OpenTask): Promise<string | null> {
    if (!task.document) return null;
    const instances = await this.services.processes.instancesOf(task.document.id);
    const open = (await Promise.all(instances.map((each) => this.services.queries.openTasksOf(each, { onlyItself: true })))).flat();
    return open.find((each) => whyNot(person, each) === null)?.taskKey ?? null;
  }

  private async visible(person: Person, key: string): Promise<UserTaskView> {
    const task = /^\d{1,19}$/.test(key) ? await this.services.queries.task(key) : null;
    if (!task || !(mayDo(person, task) || task.completedBy === person.username)) throw new VanthuError('NOT_FOUND', { what: 'việc' });
    return task;
  }

  private async formOf(task: UserTaskView, definition: TaskDefinition, document: DocumentDetail | null): Promise<{ form: unknown; data: Record<string, unknown> }> {
    const { runner, organisation } = this.services;
    const variables = (await runner.variablesAt(task.instanceKey, task.elementInstanceKey)) ?? {};
    const form = definition.form;
    return { form, data: await formData(form, { document, variables, now: runner.clock.now() }, organisation) };
  }

  private summary(task: UserTaskView, { hints, processName }: TaskDefinition, document: Pick<DocumentDetail, 'id' | 'direction' | 'subject' | 'notation' | 'counterpart' | 'urgency'> | null, language: Language): TaskSummary {
    const words = (text: string) => localised(text, language, this.services.english);
    return {
      key: task.taskKey,
      name: words(task.name),
      elementId: task.elementId,
      kind: hints.kind,
      processName: words(processName),
      assignee: task.assignee,
      candidateGroups: [...task.candidateGroups],
      priority: task.priority,
      createdAt: new Date(task.createdAt).toISOString(),
      dueAt: task.dueAt === null ? null : new Date(task.dueAt).toISOString(),
      document: document && { id: document.id, direction: document.direction, subject: document.subject, notation: document.notation, counterpart: document.counterpart, urgency: document.urgency },
    };
  }

  private async documentsOf(tasks: readonly UserTaskView[]) {
    const documentOfInstance = await this.services.processes.documentsOf(tasks.map((each) => each.instanceKey));
    const summaries = await this.services.reader.summaries([...documentOfInstance.values()]);
    return new Map(tasks.map((task) => [task.taskKey, summaries.get(documentOfInstance.get(task.instanceKey) ?? '') ?? null]));
  }

  private async documentOf(task: UserTaskView): Promise<DocumentDetail | null> {
    const documents = await this.services.processes.documentsOf([task.instanceKey]);
    return this.services.reader.find(documents.get(task.instanceKey) ?? '0');
  }

  private async nameOf(username: string | null): Promise<string> {
    if (!username) return 'người khác';
    return (await this.services.organisation.person(username))?.displayName ?? username;
  }
}

function mayDo(person: Person, task: UserTaskView): boolean {
  const own = new Set(principalsOf(person));
  return task.assignee === person.username || task.candidateUsers.includes(person.username) || task.candidateGroups.some((group) => own.has(group));
}

/** Why the person cannot do the task now; null when it can be done. */
function whyNot(person: Person, task: UserTaskView): string | null {
  if (task.state !== 'created') return 'Việc này đã xong.';
  if (task.assignee !== null && task.assignee !== person.username) return 'Việc này đã có người nhận.';
  return mayDo(person, task) ? null : 'Việc này không giao cho bạn.';
}

/** The variables with which a step ends; only what the form has fields for gets through. */
function checked(task: OpenTask, outcomeId: string, data: Readonly<Record<string, unknown>>, person: Person): JsonObject {
  const outcome = task.hints.outcomes.find((each) => each.id === outcomeId);
  if (!outcome) throw new VanthuError('OUTCOME_UNKNOWN', { outcome: outcomeId });
  const reason = typeof data['reason'] === 'string' ? data['reason'].trim().slice(0, 2000) : '';
  if (outcome.needsReason && reason === '') throw new InputError([{ path: 'reason', code: 'REASON_REQUIRED', facts: {} }]);
  const values = formValues(task.form, data);
  const issues = outcome.tone === 'primary' ? formIssues(task.form, values, task.data) : [];
  if (issues.length > 0) throw new InputError(issues);
  assertNoSecrecy(values);
  assertComplete(task, outcome.id);
  return { ...(values as JsonObject), outcome: outcomeId, reason: reason === '' ? null : reason, actor: person.username };
}

/** A draft needs its text and whom it goes to before anyone looks at it. */
function assertComplete({ hints, document }: OpenTask, outcome: string): void {
  if (hints.kind !== 'draft' || outcome !== 'submit' || !document) return;
  const missing = [...(document.subject.trim() === '' ? ['subject'] : []), ...(document.body.trim() === '' ? ['body'] : []), ...(document.recipients.length === 0 ? ['recipients'] : [])];
  if (missing.length > 0) throw new InputError(missing.map((path) => ({ path, code: 'FIELD_REQUIRED', facts: {} })));
}

function assertNoSecrecy(values: Readonly<Record<string, unknown>>): void {
  const registration = values['registration'];
  const secrecy = typeof registration === 'object' && registration !== null && 'secrecy' in registration ? Number(registration.secrecy) : 0;
  if (secrecy > 0) throw new VanthuError('SECRET_REFUSED');
}
