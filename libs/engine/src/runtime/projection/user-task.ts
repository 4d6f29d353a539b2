import type { Key } from '@vanthu/model';
import type { ProcessEvent, UserTaskEvent, UserTaskFacts } from '../../execution/event.js';
import type { CommitMember } from '../process-store.js';
import { rowId } from './changes.js';
import { inboxRows } from './inbox.js';
import type { Projection } from './project.js';
import type { UserTaskRow } from './rows.js';

export function isUserTaskEvent(event: ProcessEvent): event is UserTaskEvent {
  return event.type.startsWith('UserTask');
}

/** Tasks whose rows must be known before these members can be projected. */
export function touchedTasks(members: readonly CommitMember[]): readonly Key[] {
  const keys = new Set<Key>();
  const created = new Set<Key>();
  for (const { events } of members) {
    for (const event of events) {
      if (!isUserTaskEvent(event)) continue;
      if (event.type === 'UserTaskCreated') created.add(event.taskKey);
      else if (!created.has(event.taskKey)) keys.add(event.taskKey);
    }
  }
  return [...keys];
}

export function projectUserTask(projection: Projection, event: UserTaskEvent): void {
  if (event.type === 'UserTaskCreated') {
    const task = newTask(projection.member, event);
    projection.changes.insert('userTask', task);
    for (const row of inboxRows(task)) projection.changes.insert('taskInbox', row);
    return;
  }
  const before = currentTask(projection, event.taskKey);
  if (before) rewrite(projection, before, { ...before, ...changed(event, projection.member.at) });
}

/** The task's row as the events before this one left it. */
function currentTask({ changes, known }: Projection, taskKey: Key): UserTaskRow | undefined {
  const pending = changes.of('userTask');
  const id = rowId('userTask', { taskKey });
  return (pending?.inserts.get(id) ?? pending?.puts.get(id) ?? known.userTasks.get(taskKey)) as UserTaskRow | undefined;
}

function rewrite({ changes }: Projection, before: UserTaskRow, after: UserTaskRow): void {
  changes.put('userTask', after);
  const [old, next] = [inboxRows(before), inboxRows(after)];
  const kept = new Set(next.map((row) => rowId('taskInbox', row)));
  const there = new Set(old.map((row) => rowId('taskInbox', row)));
  for (const row of old) if (!kept.has(rowId('taskInbox', row))) changes.remove('taskInbox', row);
  for (const row of next) if (!there.has(rowId('taskInbox', row))) changes.insert('taskInbox', row);
}

function newTask(member: CommitMember, event: Extract<UserTaskEvent, { type: 'UserTaskCreated' }>): UserTaskRow {
  return {
    taskKey: event.taskKey,
    instanceKey: member.instanceKey,
    definitionKey: member.definitionKey,
    processId: member.processId,
    elementId: event.elementId,
    elementInstanceKey: event.elementInstanceKey,
    formId: event.formId,
    headers: JSON.stringify(event.headers),
    ...facts(event),
    state: 'created',
    createdAt: member.at,
    endedAt: null,
    completedBy: null,
    actingFor: null,
  };
}

function facts(event: UserTaskFacts) {
  return {
    name: event.name,
    assignee: event.assignee,
    candidateUsers: JSON.stringify(event.candidateUsers),
    candidateGroups: JSON.stringify(event.candidateGroups),
    dueAt: event.dueAt,
    followUpAt: event.followUpAt,
    priority: event.priority,
  };
}

function changed(event: Exclude<UserTaskEvent, { type: 'UserTaskCreated' }>, at: number): Partial<UserTaskRow> {
  switch (event.type) {
    case 'UserTaskUpdated':
      return facts(event);
    case 'UserTaskAssigned':
      return { assignee: event.assignee };
    case 'UserTaskCompleted':
      return { state: 'completed', endedAt: at, completedBy: event.actor.username, actingFor: event.actor.actingFor ?? null };
    case 'UserTaskCanceled':
      return { state: 'canceled', endedAt: at };
  }
}
