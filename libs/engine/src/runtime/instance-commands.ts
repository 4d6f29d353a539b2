import type { Key } from '@vanthu/model';
import type {
  ActivateAdHoc, Actor, AddLoopItem, AssignUserTask, Command, CompletionResult, FailJob, ModifyInstance, RemoveLoopItem, ResolveIncident, SendBackTask, ThrowJobError, UpdateUserTask, WithdrawTask,
} from '../execution/command.js';
import type { JsonObject } from '../execution/json.js';
import { CommandRunner } from './command-runner.js';
import { refuse, type Outcome } from './outcome.js';

/** Why, and who. */
export interface Reasoned {
  readonly reason: string;
  readonly actor: Actor;
}

type Request<C extends Command> = Omit<C, 'type'>;

/** The commands to instances, tasks, jobs and incidents that are there already. */
export abstract class InstanceCommands extends CommandRunner {
  completeUserTask(taskKey: Key, request: { readonly variables?: JsonObject; readonly actor: Actor }): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'CompleteUserTask', taskKey, variables: request.variables ?? {}, actor: request.actor });
  }

  /** Claims with `onlyIfFree`; null gives the task back. */
  assignUserTask(taskKey: Key, request: { readonly onlyIfFree?: boolean } & Omit<Request<AssignUserTask>, 'taskKey' | 'onlyIfFree'>): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'AssignUserTask', taskKey, assignee: request.assignee, onlyIfFree: request.onlyIfFree ?? false, actor: request.actor });
  }

  updateUserTask(taskKey: Key, request: Omit<Request<UpdateUserTask>, 'taskKey'>): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'UpdateUserTask', taskKey, ...request });
  }

  sendBack(taskKey: Key, request: Omit<Request<SendBackTask>, 'taskKey'>): Promise<Outcome> {
    return this.onOwner('userTask', taskKey, { type: 'SendBackTask', taskKey, ...request });
  }

  /** `result` is of task listeners and ad-hoc subprocesses. */
  completeJob(jobKey: Key, variables: JsonObject = {}, result?: CompletionResult): Promise<Outcome> {
    return this.onOwner('job', jobKey, { type: 'CompleteJob', jobKey, variables, ...(result && { result }) });
  }

  failJob(jobKey: Key, request: Omit<Request<FailJob>, 'jobKey'>): Promise<Outcome> {
    return this.onOwner('job', jobKey, { type: 'FailJob', jobKey, ...request });
  }

  throwJobError(jobKey: Key, request: Omit<Request<ThrowJobError>, 'jobKey'>): Promise<Outcome> {
    return this.onOwner('job', jobKey, { type: 'ThrowJobError', jobKey, ...request });
  }

  /** New retries (an incident stays until it is resolved), or the lock of the worker that holds it to end `timeoutMs` from now. */
  async updateJob(jobKey: Key, { retries, timeoutMs }: { readonly retries?: number; readonly timeoutMs?: number }): Promise<Outcome> {
    const now = this.clock.now();
    if (timeoutMs !== undefined && !(await this.store.isJobHeld(jobKey, now))) return refuse('NOT_FOUND', `No worker holds job ${jobKey} (any more), so that its lock cannot be changed.`);
    return this.onOwner('job', jobKey, { type: 'UpdateJob', jobKey, ...(retries !== undefined && { retries }), ...(timeoutMs !== undefined && { lockedUntil: now + timeoutMs }) });
  }

  resolveIncident(incidentKey: Key, request: Omit<Request<ResolveIncident>, 'incidentKey'>): Promise<Outcome> {
    return this.onOwner('incident', incidentKey, { type: 'ResolveIncident', incidentKey, ...request });
  }

  cancel(instanceKey: Key, request: Reasoned): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'CancelInstance', ...request });
  }

  /** Nothing moves in it until it is resumed: no job is given out, no timer fires, messages wait as long as they live. */
  suspend(instanceKey: Key, request: Reasoned): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'SuspendInstance', ...request });
  }

  resume(instanceKey: Key, request: Reasoned): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'ResumeInstance', ...request });
  }

  modify(instanceKey: Key, request: Request<ModifyInstance>): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'ModifyInstance', ...request });
  }

  withdraw(instanceKey: Key, request: Request<WithdrawTask>): Promise<Outcome> {
    return this.execute(instanceKey, { type: 'WithdrawTask', ...request });
  }

  /** `scopeKey`: the instance itself or one of its living element instances; the store knows whose it is. */
  async setVariables(scopeKey: Key, variables: JsonObject, request: { readonly local?: boolean; readonly actor: Actor }): Promise<Outcome> {
    const instanceKey = await this.store.instanceOf('scope', scopeKey);
    if (instanceKey === null) return refuse('NOT_FOUND', `No living instance or element instance has the key ${scopeKey}.`);
    return this.execute(instanceKey, { type: 'SetVariables', scopeKey, variables, local: request.local ?? false, actor: request.actor });
  }

  addLoopItem(bodyKey: Key, request: Omit<Request<AddLoopItem>, 'bodyKey'>): Promise<Outcome> {
    return this.onOwner('scope', bodyKey, { type: 'AddLoopItem', bodyKey, ...request });
  }

  removeLoopItem(elementInstanceKey: Key, request: Omit<Request<RemoveLoopItem>, 'elementInstanceKey'>): Promise<Outcome> {
    return this.onOwner('scope', elementInstanceKey, { type: 'RemoveLoopItem', elementInstanceKey, ...request });
  }

  activateAdHoc(elementInstanceKey: Key, request: Omit<Request<ActivateAdHoc>, 'elementInstanceKey'>): Promise<Outcome> {
    return this.onOwner('scope', elementInstanceKey, { type: 'ActivateAdHoc', elementInstanceKey, ...request });
  }

  private async onOwner(kind: 'job' | 'userTask' | 'incident' | 'scope', key: Key, command: Command): Promise<Outcome> {
    const instanceKey = await this.store.instanceOf(kind, key);
    return instanceKey === null ? refuse('NOT_FOUND', `${kind} ${key} is not open (any more).`) : this.execute(instanceKey, command);
  }
}
