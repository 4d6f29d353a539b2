import { NO_DUE, type TaskInboxRow, type UserTaskRow } from './rows.js';

/** The inbox lines of a task: one for its assignee, else one per candidate; none once it has ended. */
export function inboxRows(task: UserTaskRow): readonly TaskInboxRow[] {
  if (task.state !== 'created') return [];
  const due = task.dueAt ?? NO_DUE;
  if (task.assignee !== null) return [{ principal: `user:${task.assignee}`, assigned: 1, due, taskKey: task.taskKey }];
  const users = (JSON.parse(task.candidateUsers) as string[]).map((name) => `user:${name}`);
  const groups = JSON.parse(task.candidateGroups) as string[];
  return [...new Set([...users, ...groups])].map((principal) => ({ principal, assigned: 0, due, taskKey: task.taskKey }));
}
