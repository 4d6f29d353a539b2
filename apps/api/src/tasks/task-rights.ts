import { principalsOf, type Language, type Person } from '@vanthu/model';
import type { UserTaskView } from '@vanthu/persistence';

const words = {
  done: { vi: 'Việc này đã xong.', en: 'This task is done.' },
  claimed: { vi: 'Việc này đã có người nhận.', en: 'Someone else has claimed this task.' },
  notGiven: { vi: 'Việc này không giao cho bạn.', en: 'This task was not given to you.' },
} as const;

type TaskRights = Pick<UserTaskView, 'state' | 'assignee' | 'candidateUsers' | 'candidateGroups'>;

/** Whether the task was given to the person, or to a group the person belongs to. */
export function isGivenTo(person: Person, task: TaskRights): boolean {
  const own = new Set(principalsOf(person));
  return task.assignee === person.username || task.candidateUsers.includes(person.username) || task.candidateGroups.some((group) => own.has(group));
}

/** Whether a task whose holder gives it back is seen by anybody. */
export function isShared(task: TaskRights): boolean {
  return task.candidateUsers.length + task.candidateGroups.length > 0;
}

/** Why the person cannot do the task now; null when it can be done. */
export function whyNot(person: Person, task: TaskRights): keyof typeof words | null {
  if (task.state !== 'created') return 'done';
  if (task.assignee !== null && task.assignee !== person.username) return 'claimed';
  return isGivenTo(person, task) ? null : 'notGiven';
}

export function whyNotText(reason: keyof typeof words, language: Language): string {
  return words[reason][language];
}
