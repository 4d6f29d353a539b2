import { Injectable } from '@nestjs/common';
import { ProcessRunner, type ActivatedJob } from '@vanthu/engine';
import { ProcessQueries, type UserTaskView } from '@vanthu/persistence';
import type { ApiVersion } from '../operations/api-version.js';

const kinds: Readonly<Record<string, string>> = { executionListener: 'EXECUTION_LISTENER', taskListener: 'TASK_LISTENER', adHocSubProcess: 'AD_HOC_SUB_PROCESS' };

/** Jobs as a worker outside reads them. */
@Injectable()
export class ActivatedJobs {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly queries: ProcessQueries,
  ) {}

  shown(jobs: readonly ActivatedJob[], version: ApiVersion): Promise<object[]> {
    return Promise.all(jobs.map((each) => this.show(each, version)));
  }

  private async show(job: ActivatedJob, version: ApiVersion): Promise<object> {
    const definition = await this.runner.definitions.definition(job.definitionKey);
    // one more query a job, for whom reads it
    const instance = version === '8.9' ? await this.queries.instance(job.instanceKey) : null;
    return {
      jobKey: job.key,
      type: job.type,
      kind: kinds[job.kind] ?? 'BPMN_ELEMENT',
      listenerEventType: job.listenerEvent?.toUpperCase() ?? 'UNSPECIFIED',
      processInstanceKey: job.instanceKey,
      rootProcessInstanceKey: instance?.rootInstanceKey ?? null,
      processDefinitionKey: job.definitionKey,
      processDefinitionId: job.processId,
      processDefinitionVersion: definition?.version ?? 0,
      elementId: job.elementId,
      elementInstanceKey: job.elementInstanceKey,
      customHeaders: job.headers,
      worker: job.worker,
      retries: job.retries,
      deadline: job.deadline,
      variables: job.variables,
      tenantId: job.tenantId,
      userTask: job.kind === 'taskListener' ? await this.taskOf(job) : null,
      tags: [],
    };
  }

  private async taskOf({ instanceKey, elementInstanceKey }: ActivatedJob): Promise<object | null> {
    const tasks = await this.queries.openTasksOf(instanceKey, { onlyItself: true });
    const task = tasks.find((each) => each.elementInstanceKey === elementInstanceKey);
    return task ? propertiesOf(task) : null;
  }
}

function propertiesOf({ taskKey, assignee, candidateGroups, candidateUsers, dueAt, followUpAt, priority }: UserTaskView): object {
  const date = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { userTaskKey: taskKey, action: '', assignee, candidateGroups, candidateUsers, changedAttributes: [], dueDate: date(dueAt), followUpDate: date(followUpAt), formKey: null, priority };
}
