import type { Key } from '@vanthu/model';
import type { AssignUserTask, CompleteUserTask, Rejection, UpdateUserTask } from '../command.js';
import type { UserTaskFacts } from '../event.js';
import { complete } from '../lifecycle.js';
import type { OpenUserTask } from '../process-state.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';

interface Found {
  readonly owner: Key;
  readonly task: OpenUserTask;
}

function taskOf(run: Run, taskKey: Key): Found | null {
  const owner = run.owners.get(taskKey);
  const task = owner === undefined ? undefined : run.find(owner)?.task;
  return owner === undefined || task?.key !== taskKey ? null : { owner, task };
}

export function completeUserTask(run: Run, command: CompleteUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if (found === null) return notFound('Task', command.taskKey);
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { owner } = found;
  delete run.edit(owner).task;
  run.owners.delete(command.taskKey);
  run.emit({ type: 'UserTaskCompleted', taskKey: command.taskKey, actor: command.actor, variables: command.variables });
  complete(run, owner, command.variables);
  return undefined;
}

export function assignUserTask(run: Run, command: AssignUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if (found === null) return notFound('Task', command.taskKey);
  const { owner, task } = found;
  const { assignee, actor, taskKey } = command;
  if (command.onlyIfFree && task.assignee !== null && task.assignee !== assignee) {
    return reject('ALREADY_ASSIGNED', 'Somebody else holds the task. Ask them to give it back, or assign it without the condition.');
  }
  run.edit(owner).task = { ...task, assignee };
  run.emit({ type: 'UserTaskAssigned', taskKey, assignee, actor });
  return undefined;
}

export function updateUserTask(run: Run, command: UpdateUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if (found === null) return notFound('Task', command.taskKey);
  const { owner, task } = found;
  const updated: OpenUserTask = {
    ...task,
    candidateUsers: command.candidateUsers ?? task.candidateUsers,
    candidateGroups: command.candidateGroups ?? task.candidateGroups,
    dueAt: command.dueAt === undefined ? task.dueAt : command.dueAt,
    followUpAt: command.followUpAt === undefined ? task.followUpAt : command.followUpAt,
    priority: command.priority ?? task.priority,
  };
  run.edit(owner).task = updated;
  const { name, assignee, candidateUsers, candidateGroups, dueAt, followUpAt, priority } = updated;
  const facts: UserTaskFacts = { name, assignee, candidateUsers, candidateGroups, dueAt, followUpAt, priority };
  run.emit({ type: 'UserTaskUpdated', taskKey: command.taskKey, actor: command.actor, ...facts });
  return undefined;
}
