import { computed, inject, Injectable, resource, signal } from '@angular/core';
import type { CompletedTask, DocumentDetail, Problem, TaskDetail } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { InboxStore } from './inbox-store';

/** One open task with the document it is about. */
@Injectable()
export class TaskCase {
  private readonly api = inject(ApiClient);
  private readonly inbox = inject(InboxStore);
  private readonly session = inject(SessionStore);
  private readonly words = inject(Interpreter).words;

  readonly task = signal<TaskDetail | null>(null);
  readonly document = signal<DocumentDetail | null>(null);
  /** The document that this one replies to. */
  private readonly answeredId = computed(() => this.document()?.links.find((link) => link.relation === 'replyTo')?.documentId);
  private readonly answeredDocument = resource({ params: () => this.answeredId(), loader: ({ params }) => this.api.get<DocumentDetail>(`/documents/${params}`) });
  readonly answered = computed(() => (this.answeredDocument.hasValue() ? this.answeredDocument.value() : null));
  readonly loadProblem = signal<Problem | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly isBusy = signal(false);
  readonly isClosed = signal(false);
  readonly canAct = computed(() => this.task()?.canAct === true && this.task()?.state === 'created' && !this.isClosed());
  readonly isMine = computed(() => this.task()?.assignee !== null && this.task()?.assignee === this.session.person()?.username);
  readonly canUnclaim = computed(() => this.isMine() && this.canAct() && (this.task()?.candidateGroups.length ?? 0) > 0);
  readonly canClaim = computed(() => {
    const task = this.task();
    return task !== null && task.state === 'created' && task.assignee === null && task.candidateGroups.length > 0 && !this.isClosed();
  });

  async load(key: string): Promise<void> {
    this.loadProblem.set(null);
    try {
      const task = await this.api.get<TaskDetail>(`/tasks/${key}`);
      this.task.set(task);
      if (task.document !== null) await this.loadDocument(task.document.id);
    } catch (error) {
      this.loadProblem.set(problemOf(error, this.words()));
    }
  }

  async loadDocument(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    try {
      this.document.set(await this.api.get<DocumentDetail>(`/documents/${id}`));
    } catch (error) {
      this.problem.set(problemOf(error, this.words()));
    }
  }

  async claim(): Promise<boolean> {
    const key = this.task()?.key;
    if (key === undefined) return false;
    const isDone = await this.attempt(() => this.inbox.claim(key));
    if (isDone) await this.load(key);
    return isDone;
  }

  /** Gives a claimed task back to its group. */
  async unclaim(): Promise<boolean> {
    const key = this.task()?.key;
    const isDone = await this.attempt(async () => void (await this.api.post(`/tasks/${key}/unclaim`)));
    if (isDone && key !== undefined) await this.load(key);
    return isDone;
  }

  /** Ends the step; null when it could not be, with the reason in `problem`. */
  async complete(outcome: string, data: Readonly<Record<string, unknown>>): Promise<CompletedTask | null> {
    const key = this.task()?.key;
    let completed: CompletedTask | null = null;
    await this.attempt(async () => {
      completed = await this.api.post<CompletedTask>(`/tasks/${key}/complete`, { outcome, data });
    });
    return completed;
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      await act();
      return true;
    } catch (error) {
      const problem = problemOf(error, this.words());
      this.problem.set(problem);
      if (problem.code === 'TASK_NOT_OPEN') this.isClosed.set(true);
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }
}
