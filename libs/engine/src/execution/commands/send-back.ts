import type { Key } from '@vanthu/model';
import type { ElementModel } from '../../compile/process-model.js';
import type { Rejection, SendBackTask, WithdrawTask } from '../command.js';
import { resumeCompensations } from '../compensation.js';
import { activateAt, clearScope, downstreamOf, isAround, pathTo, refillJoins } from '../course.js';
import type { ElementInstance } from '../process-state.js';
import { notFound, reject } from '../rejection.js';
import type { Run } from '../run.js';
import { terminate } from '../termination.js';

interface Course {
  /** The live scope that holds both the task's branch and the target. */
  readonly scope: Readonly<ElementInstance>;
  /** The live child of that scope with the task in it. */
  readonly branch: Readonly<ElementInstance>;
  /** The element of that scope that is the target or holds it. */
  readonly entry: number;
}

export function sendBackTask(run: Run, command: SendBackTask): Rejection | undefined {
  const { taskKey, reason, actor, branches = 'downstream' } = command;
  const owner = run.owners.get(taskKey);
  const task = owner === undefined ? undefined : run.find(owner);
  if (task?.task?.key !== taskKey) return notFound('Task', taskKey);
  const target = targetOf(run, command.targetElementId);
  if (target === null) return reject('INVALID_ARGUMENT', `"${command.targetElementId}" is no step that work can be sent back to.`);
  const { scope, branch, entry } = courseOf(run, task, target.index);
  const downstream = downstreamOf(run.model, entry, branch.element);
  run.emit({ type: 'TaskSentBack', taskKey, elementInstanceKey: task.key, elementId: run.elementOf(task).id, targetElementId: target.id, reason, actor });
  run.edit(scope.key).live += 1;
  terminate(run, branch.key);
  if (branches !== 'keep') clearScope(run, scope.key, (element) => branches === 'end' || (element !== branch.element && downstream.elements.has(element)));
  refillJoins(run, scope.key, downstream, branch.element);
  run.edit(scope.key).live -= 1;
  activateAt(run, scope, [{ target: target.index }]);
  resumeCompensations(run);
  return undefined;
}

export function withdrawTask(run: Run, command: WithdrawTask): Rejection | undefined {
  const target = targetOf(run, command.elementId);
  if (target === null) return reject('INVALID_ARGUMENT', `"${command.elementId}" is no step that can be taken back.`);
  const scopes = [...run.elements.values()].filter((instance) => instance.element === target.scope && instance.loop === undefined);
  const [scope] = scopes;
  if (scope === undefined || scopes.length > 1) return reject('INVALID_ARGUMENT', `"${command.elementId}" cannot be taken back: its part of the process is over, or runs more than once.`);
  const downstream = downstreamOf(run.model, target.index, -1).elements;
  const followers = [...run.elements.values()].filter((instance) => instance.scope === scope.key && downstream.has(instance.element));
  const refused = refuseWithdrawal(target, followers);
  if (refused !== undefined) return refused;
  run.emit({ type: 'TaskWithdrawn', elementId: target.id, reason: command.reason, actor: command.actor });
  run.edit(scope.key).live += 1;
  clearScope(run, scope.key, (element) => downstream.has(element));
  run.edit(scope.key).live -= 1;
  activateAt(run, scope, [{ target: target.index }]);
  resumeCompensations(run);
  return undefined;
}

function refuseWithdrawal(target: ElementModel, followers: readonly Readonly<ElementInstance>[]): Rejection | undefined {
  if (followers.some((instance) => instance.element === target.index)) return reject('INVALID_ARGUMENT', `"${target.id}" is open: there is nothing to take back yet.`);
  if (followers.length === 0) return reject('INVALID_ARGUMENT', 'Nothing that followed this step is waiting any more.');
  if (followers.some((instance) => instance.task === undefined)) return reject('INVALID_ARGUMENT', 'The step that follows is under way already. Ask for it to be sent back.');
  const isHeld = followers.some((instance) => instance.task?.assignee !== null);
  return isHeld ? reject('ALREADY_ASSIGNED', 'Somebody holds the task that follows. Ask them to send it back.') : undefined;
}

function targetOf(run: Run, elementId: string): ElementModel | null {
  const target = run.model.elements.find((element) => element.id === elementId);
  return target !== undefined && /[tT]ask$|^callActivity$|^subProcess$/.test(target.type) ? target : null;
}

/** Climbs from the task to the first scope that lies around the target too. */
function courseOf(run: Run, task: Readonly<ElementInstance>, target: number): Course {
  let branch = task;
  for (;;) {
    const key: Key = branch.scope;
    const scope = run.find(key);
    if (scope === undefined) throw new Error(`Element instance ${branch.key} has no scope`);
    const isShared = scope.loop === undefined && isAround(run.model, scope.element, target) && !isThroughLoop(run, scope, target);
    if (isShared || scope.scope === '') return { scope, branch, entry: pathTo(run.model, target, scope.element)[0] ?? target };
    branch = scope;
  }
}

function isThroughLoop(run: Run, scope: Readonly<ElementInstance>, target: number): boolean {
  return pathTo(run.model, target, scope.element).slice(0, -1).some((step) => run.element(step).loop !== null);
}
