import type { Key } from '@vanthu/model';
import type { ElementModel } from '../compile/process-model.js';
import type { Actor, ListenerResult } from './command.js';
import type { UserTaskEvent, UserTaskFacts } from './event.js';
import { isFailure } from './failure.js';
import { raiseIncident } from './incidents.js';
import { createJob } from './jobs.js';
import { complete } from './lifecycle.js';
import type { ElementInstance, OpenUserTask, TaskTransition } from './process-state.js';
import type { Run } from './run.js';

/** Asks the task listeners of a transition one after the other; without any, or after the last, it takes effect. */
export function beginTransition(run: Run, key: Key, transition: Omit<TaskTransition, 'listener'>): void {
  run.edit(key).transition = { ...transition, listener: 0 };
  continueTransition(run, key);
}

export function continueTransition(run: Run, key: Key): void {
  const instance = run.edit(key);
  const { transition } = instance;
  if (transition === undefined) return;
  const listeners = run.elementOf(instance).taskListeners.filter((listener) => listener.event === transition.event);
  const next = listeners[transition.listener];
  if (next === undefined) {
    delete instance.transition;
    takeEffect(run, instance, transition);
    return;
  }
  const created = createJob(run, instance, next, 'taskListener');
  if (isFailure(created)) raiseIncident(run, key, created);
}

/** A task listener has answered: it may correct the task, or deny everything but its creation and its end. */
export function answerTransition(run: Run, key: Key, result: ListenerResult | undefined): void {
  const instance = run.edit(key);
  const { transition } = instance;
  if (transition === undefined) return;
  if (result?.denied === true && transition.event !== 'creating' && transition.event !== 'canceling') {
    delete instance.transition;
    return;
  }
  instance.transition = { ...transition, listener: transition.listener + 1, facts: { ...transition.facts, ...known(result?.corrections) } };
  continueTransition(run, key);
}

function takeEffect(run: Run, instance: ElementInstance, transition: TaskTransition): void {
  switch (transition.event) {
    case 'creating':
      return createTask(run, instance, transition.facts);
    case 'assigning':
      return assignTask(run, instance, transition.facts, transition.actor);
    case 'updating':
      return updateTask(run, instance, transition.facts, transition.actor);
    case 'completing':
      return completeTask(run, instance, transition);
    case 'canceling':
      // the command that waits for it goes on now
      instance.isCancelAnnounced = true;
  }
}

/** An assignee from the diagram is a transition of its own where somebody listens to it. */
function createTask(run: Run, instance: ElementInstance, facts: UserTaskFacts): void {
  const element = run.elementOf(instance);
  const { assignee } = facts;
  const isAnnounced = assignee !== null && element.taskListeners.some((listener) => listener.event === 'assigning');
  const first = isAnnounced ? { ...facts, assignee: null } : facts;
  const key = run.newKey();
  instance.task = { key, ...first };
  run.owners.set(key, instance.key);
  run.emit({ type: 'UserTaskCreated', taskKey: key, elementInstanceKey: instance.key, elementId: element.id, ...formOf(element), headers: element.userTask?.headers ?? {}, ...first });
  if (isAnnounced) beginTransition(run, instance.key, { event: 'assigning', facts, actor: { username: null } });
}

function formOf({ userTask }: ElementModel): Pick<Extract<UserTaskEvent, { type: 'UserTaskCreated' }>, 'formId' | 'formBinding' | 'isExternalForm'> {
  if (userTask === null || userTask.formId === null) return { formId: null };
  return { formId: userTask.formId, ...(userTask.isExternalForm ? { isExternalForm: true } : { formBinding: userTask.formBinding }) };
}

function assignTask(run: Run, instance: ElementInstance, facts: UserTaskFacts, actor: Actor): void {
  const task = openTask(instance);
  correct(run, instance, { ...facts, assignee: task.assignee }, actor);
  instance.task = { ...openTask(instance), assignee: facts.assignee };
  run.emit({ type: 'UserTaskAssigned', taskKey: task.key, assignee: facts.assignee, actor });
}

function updateTask(run: Run, instance: ElementInstance, facts: UserTaskFacts, actor: Actor): void {
  const { key } = openTask(instance);
  instance.task = { key, ...facts };
  run.emit({ type: 'UserTaskUpdated', taskKey: key, actor, ...facts });
}

function completeTask(run: Run, instance: ElementInstance, { facts, actor, variables = {} }: TaskTransition): void {
  correct(run, instance, facts, actor);
  const { key } = openTask(instance);
  delete instance.task;
  run.owners.delete(key);
  run.emit({ type: 'UserTaskCompleted', taskKey: key, actor, variables });
  complete(run, instance.key, variables);
}

function correct(run: Run, instance: ElementInstance, facts: UserTaskFacts, actor: Actor): void {
  const before = openTask(instance);
  const names = Object.keys(facts) as (keyof UserTaskFacts)[];
  if (names.some((name) => JSON.stringify(facts[name]) !== JSON.stringify(before[name]))) updateTask(run, instance, facts, actor);
}

function openTask(instance: Readonly<ElementInstance>): OpenUserTask {
  if (instance.task === undefined) throw new Error(`Element instance ${instance.key} has no task`);
  return instance.task;
}

/** Corrections hold just what they change; anything else in them is left out. */
function known(corrections: Partial<UserTaskFacts> = {}): Partial<UserTaskFacts> {
  const names = ['assignee', 'candidateUsers', 'candidateGroups', 'dueAt', 'followUpAt', 'priority'] as const;
  return Object.fromEntries(names.flatMap((name) => (corrections[name] === undefined ? [] : [[name, corrections[name]]])));
}

export function factsOf({ name, assignee, candidateUsers, candidateGroups, dueAt, followUpAt, priority }: OpenUserTask): UserTaskFacts {
  return { name, assignee, candidateUsers, candidateGroups, dueAt, followUpAt, priority };
}

