import type { Outcome, ProcessRunner } from '@vanthu/engine';
import { VanthuError, principalsOf, type CompleteTask, type CompletedTask, type DocumentDetail, type DocumentSummary, type Language, type Page, type Person, type TaskCounts, type TaskDetail, type TaskSummary } from '@vanthu/model';
import type { DocumentProcesses, DocumentReader, Organisation, ProcessQueries, UserTaskView } from '@vanthu/persistence';
import { localised } from '../routing/localise.js';
import { formData } from './form-data.js';
import { completionVariables, needsSignature, type OpenTask } from './task-completion.js';
import type { TaskDefinition, TaskDefinitions } from './task-definitions.js';
import { isGivenTo, isShared, whyNot, whyNotText } from './task-rights.js';

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

/** How long the answer of a completion waits for what it set off, so that the next task is there. */
const EFFECTS_MS = 1_500;
/** What other processes commit is not heard here. */
const LOOK_AGAIN_MS = 50;

/** The inbox and the tasks of people, with what a page needs to show them. */
export class TaskDesk {
  constructor(private readonly services: TaskServices) {}

  async list(person: Person, query: { filter: 'mine' | 'group' | 'all'; limit: number; cursor?: string | undefined }, language: Language): Promise<Page<TaskSummary>> {
    const { limit, cursor, filter } = query;
    const { items, nextCursor } = await this.services.queries.inbox({ principals: principalsOf(person), filter, limit, ...(cursor !== undefined && { cursor }) });
    const documentOf = await this.services.processes.documentsOf(items.map((each) => each.instanceKey));
    const documents = await this.services.reader.summaries([...new Set(documentOf.values())]);
    const summaries = items.map(async (task) => this.summary(task, await this.services.definitions.of(task), documents.get(documentOf.get(task.instanceKey) ?? '') ?? null, language));
    return { items: await Promise.all(summaries), nextCursor };
  }

  counts(person: Person): Promise<TaskCounts> {
    return this.services.queries.inboxCounts(principalsOf(person));
  }

  /** @throws VanthuError NOT_FOUND */
  async detail(person: Person, key: string, language: Language): Promise<TaskDetail> {
    const task = await this.visible(person, key);
    const definition = await this.services.definitions.of(task);
    const document = await this.documentOf(task);
    const reason = whyNot(person, task);
    const { form, data } = await this.formOf(task, document);
    return {
      ...this.summary(task, definition, document, language),
      form: localised(form, language, this.services.english) as Record<string, unknown> | null,
      data,
      outcomes: [...definition.hints.outcomes],
      canAct: reason === null,
      reasonCannotAct: reason && whyNotText(reason, language),
      processInstanceKey: task.instanceKey,
      state: task.state,
    };
  }

  /** @throws VanthuError NOT_FOUND, TASK_NOT_OPEN, TASK_CLAIMED */
  async open(person: Person, key: string): Promise<OpenTask> {
    const task = await this.actionable(person, key);
    const { hints } = await this.services.definitions.of(task);
    const document = await this.documentOf(task);
    return { key, name: task.name, hints, document, ...(await this.formOf(task, document)) };
  }

  /** Claiming what one holds already changes nothing. @throws VanthuError NOT_FOUND, TASK_NOT_OPEN, TASK_CLAIMED */
  async claim(person: Person, key: string): Promise<void> {
    const task = await this.actionable(person, key);
    if (task.assignee === person.username) return;
    await this.accepted(key, await this.services.runner.assignUserTask(key, { assignee: person.username, onlyIfFree: true, actor: { username: person.username } }));
  }

  /** @throws VanthuError NOT_FOUND, TASK_NOT_OPEN, TASK_CLAIMED, TASK_PERSONAL (nobody else would see it) */
  async unclaim(person: Person, key: string): Promise<void> {
    const task = await this.actionable(person, key);
    if (task.assignee === null) return;
    if (!isShared(task)) throw new VanthuError('TASK_PERSONAL');
    await this.accepted(key, await this.services.runner.assignUserTask(key, { assignee: null, actor: { username: person.username } }));
  }

  /**
   * Ends the step. A task offered to a group is done in the name of whoever does it. `isSigned`: the signature it needs was made.
   * @throws InputError where the form does not fit; VanthuError NOT_FOUND, TASK_NOT_OPEN, TASK_CLAIMED, OUTCOME_UNKNOWN, SECRET_MARKED
   */
  async complete(person: Person, key: string, completion: CompleteTask, { isSigned = false } = {}): Promise<CompletedTask> {
    const task = await this.open(person, key);
    if (!isSigned && needsSignature(task.hints, completion.outcome)) throw new VanthuError('OUTCOME_UNKNOWN', { outcome: completion.outcome });
    const variables = completionVariables(task, completion, person);
    const outcome = await this.services.runner.completeUserTask(key, { variables, actor: { username: person.username } });
    await this.accepted(key, outcome);
    if (outcome.kind === 'done') await Promise.race([outcome.effects, new Promise((resolve) => setTimeout(resolve, EFFECTS_MS).unref())]);
    return { nextTaskKey: await this.nextFor(person, key), documentId: task.document?.id ?? null };
  }

  private async accepted(key: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'done') return;
    const task = await this.services.queries.task(key);
    switch (outcome.code) {
      case 'ALREADY_ASSIGNED':
        throw new VanthuError('TASK_CLAIMED', { who: await this.nameOf(task?.assignee ?? null) });
      case 'NOT_FOUND':
      case 'INSTANCE_ENDED':
        throw new VanthuError('TASK_NOT_OPEN', { who: await this.nameOf(task?.completedBy ?? null) });
      case 'SUSPENDED':
        throw new VanthuError('INSTANCE_SUSPENDED');
      case 'CONFLICT':
      case 'INVALID_ARGUMENT':
        throw new VanthuError('CONFLICT_RETRY');
      default:
        throw new VanthuError('UNAVAILABLE', { what: 'processes' });
    }
  }

  /** What the same person can do next in the same case. */
  private async nextFor(person: Person, completedKey: string): Promise<string | null> {
    const { queries, runner } = this.services;
    const completed = await queries.task(completedKey);
    const patience = performance.now() + EFFECTS_MS;
    while (completed) {
      const { rootInstanceKey: root, instanceKey } = completed;
      const goesOn = nextCommit(runner, [root, instanceKey], LOOK_AGAIN_MS);
      const isWorking = await queries.hasOpenJobs(root);
      const open = await queries.openTasksOf(root);
      const next = open.find((each) => whyNot(person, each) === null);
      if (next) return next.taskKey;
      if (!isWorking || performance.now() > patience) break;
      await goesOn;
    }
    return null;
  }

  /** The task, where the person may look at it: it was given to the person, or done by the person. */
  private async visible(person: Person, key: string): Promise<UserTaskView> {
    const task = await this.services.queries.task(key);
    if (!task || !(isGivenTo(person, task) || task.completedBy === person.username)) throw new VanthuError('NOT_FOUND', { what: 'task' });
    return task;
  }

  private async actionable(person: Person, key: string): Promise<UserTaskView> {
    const task = await this.visible(person, key);
    const reason = whyNot(person, task);
    if (reason === 'done') throw new VanthuError('TASK_NOT_OPEN', { who: await this.nameOf(task.completedBy) });
    if (reason !== null) throw new VanthuError('TASK_CLAIMED', { who: await this.nameOf(task.assignee) });
    return task;
  }

  private async formOf(task: UserTaskView, document: DocumentDetail | null): Promise<{ form: unknown; data: Record<string, unknown> }> {
    const { runner, organisation, definitions } = this.services;
    const form = await definitions.formOf(task);
    const variables = (await runner.variablesAt(task.instanceKey, task.elementInstanceKey)) ?? {};
    return { form, data: await formData(form, { document, variables, now: runner.clock.now() }, organisation) };
  }

  private summary(task: UserTaskView, { hints, processName }: TaskDefinition, document: DocumentSummary | null, language: Language): TaskSummary {
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

  private async documentOf(task: UserTaskView): Promise<DocumentDetail | null> {
    const documentId = await this.services.processes.documentOf(task.instanceKey);
    return documentId === null ? null : this.services.reader.find(documentId);
  }

  private async nameOf(username: string | null): Promise<string> {
    if (!username) return 'someoneElse';
    return (await this.services.organisation.person(username))?.displayName ?? username;
  }
}

/** Resolves with the next commit of one of the instances in this process, or after `ms`. */
function nextCommit(runner: ProcessRunner, instanceKeys: readonly string[], ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = runner.onCommitted((member) => instanceKeys.includes(member.instanceKey) && end());
    const timer = setTimeout(end, ms).unref();
  });
}
