import type { Key } from '@vanthu/model';
import type { AssignUserTask, CompleteUserTask, Rejection, UpdateUserTask } from '../command.js';
import type { UserTaskFacts } from '../event.js';
import type { OpenUserTask } from '../process-state.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';
import { beginTransition, factsOf } from '../task-listeners.js';

interface Found {
  readonly owner: Key;
  readonly task: OpenUserTask;
}

/** The open task, unless task listeners are still deciding on an earlier change of it. */
function taskOf(run: Run, taskKey: Key): Found | Rejection {
  const owner = run.owners.get(taskKey);
  const instance = owner === undefined ? undefined : run.find(owner);
  if (owner === undefined || instance?.task?.key !== taskKey) return notFound('Task', taskKey);
  if (instance.transition !== undefined) return reject('INVALID_ARGUMENT', `An earlier change of task ${taskKey} is still being decided on (${instance.transition.event}). Try again in a moment.`);
  return { owner, task: instance.task };
}

export function completeUserTask(run: Run, command: CompleteUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if ('kind' in found) return found;
  const refused = rejectOversized(command.variables);
  if (refused !== undefined) return refused;
  const { actor, variables } = command;
  beginTransition(run, found.owner, { event: 'completing', facts: factsOf(found.task), actor, variables });
  return undefined;
}

export function assignUserTask(run: Run, command: AssignUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if ('kind' in found) return found;
  const { owner, task } = found;
  const { assignee, actor } = command;
  if (command.onlyIfFree && task.assignee !== null && task.assignee !== assignee) {
    return reject('ALREADY_ASSIGNED', 'Somebody else holds the task. Ask them to give it back, or assign it without the condition.');
  }
  beginTransition(run, owner, { event: 'assigning', facts: { ...factsOf(task), assignee }, actor });
  return undefined;
}

export function updateUserTask(run: Run, command: UpdateUserTask): Rejection | undefined {
  const found = taskOf(run, command.taskKey);
  if ('kind' in found) return found;
  const { owner, task } = found;
  const facts: UserTaskFacts = {
    ...factsOf(task),
    candidateUsers: command.candidateUsers ?? task.candidateUsers,
    candidateGroups: command.candidateGroups ?? task.candidateGroups,
    dueAt: command.dueAt === undefined ? task.dueAt : command.dueAt,
    followUpAt: command.followUpAt === undefined ? task.followUpAt : command.followUpAt,
    priority: command.priority ?? task.priority,
  };
  beginTransition(run, owner, { event: 'updating', facts, actor: command.actor });
  return undefined;
}
