import type { Key } from '@vanthu/model';
import { elementTypeOf } from './element-type.js';
import { clearIncident, system } from './incidents.js';
import { cancelJob } from './jobs.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';
import { closeSubscriptions } from './subscriptions.js';

type Children = ReadonlyMap<Key, readonly Key[]>;

/** Ends an element instance and all that lives in it, children first. Its token leaves the scope; who calls decides what follows. */
export function terminate(run: Run, key: Key): void {
  const scope = run.find(key)?.scope ?? '';
  terminateTree(run, key, childrenOf(run, key));
  if (run.find(scope) !== undefined) run.edit(scope).live -= 1;
}

/** Ends everything in a scope but the scope itself and `spared`: live children, queued activations, waiting tokens. */
export function terminateChildren(run: Run, scopeKey: Key, spared: Key | null = null): void {
  const children = childrenIndex(run);
  let ended = dropQueued(run, scopeKey);
  for (const child of children.get(scopeKey) ?? []) {
    if (child === spared || run.find(child) === undefined) continue;
    terminateTree(run, child, children);
    ended += 1;
  }
  run.edit(scopeKey).live -= ended;
}

function terminateTree(run: Run, key: Key, children: Children): void {
  const order: Key[] = [];
  for (const open = [key]; open.length > 0; ) {
    const next = open.pop() ?? '';
    order.push(next);
    open.push(...(children.get(next) ?? []));
  }
  for (const next of order.reverse()) endOne(run, next);
}

function endOne(run: Run, key: Key): void {
  const instance = run.find(key);
  if (instance === undefined) return;
  const element = run.elementOf(instance);
  clearIncident(run, key, system);
  cancelJob(run, key);
  cancelTask(run, instance);
  closeSubscriptions(run, key);
  if (element.type === 'callActivity' && instance.loop === undefined && instance.phase === 'active') run.emit({ type: 'ChildCancelRequested', elementInstanceKey: key });
  if (isContainer(instance, element.type)) dropQueued(run, key);
  if (run.compensations.length > 0) run.compensations = run.compensations.filter((entry) => entry.scope !== key);
  run.remove(key);
  if (run.terminateAfter.includes(instance.element) && instance.loopCounter === undefined) run.isOver = true;
  if (instance.scope !== '') {
    run.emit({ type: 'ElementTerminated', elementInstanceKey: key, elementId: element.id, elementType: elementTypeOf(instance, element), scopeKey: instance.scope });
  }
}

function cancelTask(run: Run, instance: Readonly<ElementInstance>): void {
  if (instance.task === undefined) return;
  const isListenedTo = run.elementOf(instance).taskListeners.some((listener) => listener.event === 'canceling');
  if (isListenedTo && instance.isCancelAnnounced !== true) run.unannounced.add(instance.key);
  run.owners.delete(instance.task.key);
  run.emit({ type: 'UserTaskCanceled', taskKey: instance.task.key });
}

function dropQueued(run: Run, scopeKey: Key): number {
  for (const [id, join] of run.joins) if (join.scope === scopeKey) run.joins.delete(id);
  return run.work.drop(scopeKey);
}

function childrenOf(run: Run, key: Key): Children {
  const instance = run.find(key);
  return instance !== undefined && isContainer(instance, run.elementOf(instance).type) ? childrenIndex(run) : new Map();
}

function childrenIndex(run: Run): Children {
  const children = new Map<Key, Key[]>();
  for (const instance of run.elements.values()) {
    const siblings = children.get(instance.scope);
    if (siblings === undefined) children.set(instance.scope, [instance.key]);
    else siblings.push(instance.key);
  }
  return children;
}

function isContainer(instance: Readonly<ElementInstance>, type: string): boolean {
  return instance.loop !== undefined || type === 'process' || type === 'subProcess' || type === 'eventSubProcess' || type === 'transaction' || type === 'adHocSubProcess';
}
