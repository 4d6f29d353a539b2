import type { ProcessRunner } from '@vanthu/engine';
import type { UserTaskView } from '@vanthu/persistence';
import { taskHints, type TaskHints } from './task-outcomes.js';

export interface TaskDefinition {
  readonly hints: TaskHints;
  readonly processName: string;
  /** form-js schema; null without a form. */
  readonly form: unknown;
}

/** What the diagram says about a task: its page, its buttons, its form. */
export class TaskDefinitions {
  constructor(private readonly runner: ProcessRunner) {}

  async of(task: UserTaskView): Promise<TaskDefinition> {
    const model = await this.runner.definitions.model(task.definitionKey);
    const element = model?.elements.find((each) => each.id === task.elementId);
    return { hints: taskHints(element?.properties ?? {}), processName: model?.name ?? '', form: task.formId ? await this.formOf(task, task.formId) : null };
  }

  private async formOf(task: UserTaskView, formId: string): Promise<unknown> {
    const form = await this.runner.findLatest('form', formId, task.orgUnitId);
    return form ? (JSON.parse(form.content) as unknown) : null;
  }
}
