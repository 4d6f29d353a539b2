import type { ProcessRunner } from '@vanthu/engine';
import type { UserTaskView } from '@vanthu/persistence';
import { taskHints, type TaskHints } from './task-outcomes.js';

export interface TaskDefinition {
  readonly hints: TaskHints;
  readonly processName: string;
}

/** What the diagram says about a task: its page, its buttons, its form. */
export class TaskDefinitions {
  constructor(private readonly runner: ProcessRunner) {}

  async of(task: Pick<UserTaskView, 'definitionKey' | 'elementId'>): Promise<TaskDefinition> {
    const model = await this.runner.definitions.model(task.definitionKey);
    const element = model?.elements.find((each) => each.id === task.elementId);
    return { hints: taskHints(element?.properties ?? {}), processName: model?.name ?? '' };
  }

  /** The form-js schema; null for a task without a form. */
  async formOf(task: Pick<UserTaskView, 'formId' | 'orgUnitId'>): Promise<unknown> {
    const form = task.formId ? await this.runner.findLatest('form', task.formId, task.orgUnitId) : null;
    return form ? (JSON.parse(form.content) as unknown) : null;
  }
}
