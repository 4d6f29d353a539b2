import type { Key } from '@vanthu/model';
import type { ElementModel } from '../compile/process-model.js';
import { behaviourOf } from './element-processors.js';
import { collectOutput, reviewAdHoc } from './ad-hoc.js';
import { compensateNext, rememberCompensation } from './compensation.js';
import { elementTypeOf } from './element-type.js';
import { Failure, isFailure } from './failure.js';
import { chooseFlows, type FlowChoice } from './flow-choice.js';
import { raiseIncident } from './incidents.js';
import type { JsonObject } from './json.js';
import { arriveAtJoin, isJoin } from './joins.js';
import { startNextListener } from './listeners.js';
import { completeItem } from './loops.js';
import { applyInputs, applyOutputs, takePayload } from './mappings.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';
import { armedEventsOf, closeSubscriptions, openSubscriptions } from './subscriptions.js';
import type { Activation } from './work-list.js';

/** A token reaches an element: it waits at a join, or an element instance begins. */
export function activate(run: Run, activation: Activation): void {
  if (run.find(activation.scope) === undefined) return;
  const element = run.element(activation.element);
  if (isJoin(element) && activation.flow >= 0) arriveAtJoin(run, activation, element);
  else begin(run, element, activation);
}

/** The token has been counted in the scope already. */
export function begin(run: Run, element: ElementModel, activation: Activation): void {
  const instance: ElementInstance = { key: run.newKey(), element: element.index, scope: activation.scope, phase: 'mapping', live: 0 };
  const isBody = element.loop !== null && run.find(activation.scope)?.element !== element.index;
  if (isBody) {
    instance.loop = { total: 0, items: [], started: 0, completed: 0, terminated: 0, outputs: [] };
    instance.phase = 'arming';
  }
  if (activation.loopCounter !== undefined) instance.loopCounter = activation.loopCounter;
  if (activation.payload !== undefined) instance.payload = activation.payload;
  if (activation.isTriggered === true) instance.isTriggered = true;
  if (activation.entries !== undefined) instance.entries = activation.entries;
  if (activation.compensates !== undefined) instance.compensates = activation.compensates;
  run.add(instance);
  if (activation.compensates !== undefined && activation.nested !== undefined) run.compensations = [...run.compensations, ...activation.nested.map((entry) => ({ ...entry, scope: instance.key }))];
  run.emit({ type: 'ElementActivated', elementInstanceKey: instance.key, elementId: element.id, elementType: elementTypeOf(instance, element), scopeKey: instance.scope });
  for (const [name, value] of activation.locals ?? []) run.setVariable(instance.key, name, value);
  if (run.isParked(activation)) raiseIncident(run, instance.key, loopsWithoutWaiting(element));
  else proceed(run, instance.key);
}

/** The behaviour has done its work. */
export function complete(run: Run, key: Key, payload?: JsonObject): void {
  const instance = run.edit(key);
  const element = run.elementOf(instance);
  if (payload !== undefined) takePayload(run, instance, element, payload);
  instance.phase = instance.loop === undefined ? 'outputs' : 'leaving';
  proceed(run, key);
}

/** Goes on phase by phase until the element waits, fails or is gone. */
export function proceed(run: Run, key: Key): void {
  for (let goesOn = true; goesOn; ) {
    const instance = run.find(key);
    if (instance === undefined || instance.incident !== undefined) return;
    goesOn = step(run, instance, run.elementOf(instance));
  }
}

function step(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): boolean {
  switch (instance.phase) {
    case 'mapping':
      return advance(run, instance, applyInputs(run, instance, element), 'arming');
    case 'arming': {
      const events = armedEventsOf(run, instance, element);
      return advance(run, instance, events.length === 0 ? undefined : openSubscriptions(run, instance, events), 'startListeners');
    }
    case 'startListeners':
      return !startNextListener(run, instance, 'start') && advance(run, instance, undefined, 'entering');
    case 'entering':
      return enter(run, instance, element);
    case 'active':
      return false;
    case 'outputs':
      return advance(run, instance, applyOutputs(run, instance, element), 'endListeners');
    case 'endListeners':
      return !startNextListener(run, instance, 'end') && advance(run, instance, undefined, 'leaving');
    case 'leaving':
      leave(run, instance, element);
      return false;
  }
}

function advance(run: Run, instance: Readonly<ElementInstance>, failure: Failure | undefined, next: ElementInstance['phase']): boolean {
  if (failure === undefined) run.edit(instance.key).phase = next;
  else raiseIncident(run, instance.key, failure);
  return failure === undefined;
}

function enter(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): boolean {
  const mine = run.edit(instance.key);
  mine.phase = 'active';
  const outcome = behaviourOf(mine, element)(run, mine, element);
  if (run.find(mine.key) === undefined || outcome === 'wait') return false;
  const still = run.edit(mine.key);
  if (isFailure(outcome)) {
    still.phase = 'entering';
    raiseIncident(run, still.key, outcome);
    return false;
  }
  still.phase = still.loop === undefined ? 'outputs' : 'leaving';
  return true;
}

function leave(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): void {
  if (instance.loopCounter !== undefined) {
    const failure = completeItem(run, instance, element, () => finish(run, instance, element));
    if (failure !== undefined) raiseIncident(run, instance.key, failure);
    return;
  }
  const flows = chooseFlows(run, instance, element);
  if (isFailure(flows)) {
    raiseIncident(run, instance.key, flows);
    return;
  }
  const uncollected = flows.flows.length + (flows.link >= 0 ? 1 : 0) === 0 && instance.compensates === undefined ? collectOutput(run, instance) : undefined;
  if (uncollected !== undefined) {
    raiseIncident(run, instance.key, uncollected);
    return;
  }
  finish(run, instance, element);
  if (instance.scope === '') completeInstance(run, instance);
  else passOn(run, instance, flows);
}

function finish(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): void {
  closeSubscriptions(run, instance.key);
  if (instance.loopCounter === undefined && run.terminateAfter.includes(element.index)) run.isOver = true;
  if (instance.scope === '') return;
  run.emit({ type: 'ElementCompleted', elementInstanceKey: instance.key, elementId: element.id, elementType: elementTypeOf(instance, element), scopeKey: instance.scope });
  rememberCompensation(run, instance, element);
  run.remove(instance.key);
}

function passOn(run: Run, instance: Readonly<ElementInstance>, choice: FlowChoice): void {
  const scope = run.edit(instance.scope);
  const { completionQuantity } = run.elementOf(instance);
  for (const index of choice.flows) for (let token = 0; token < completionQuantity; token += 1) takeFlow(run, instance, index);
  if (choice.link >= 0) run.work.push({ element: choice.link, scope: instance.scope, flow: -1 });
  scope.live += choice.flows.length * completionQuantity + (choice.link >= 0 ? 1 : 0) - 1;
  if (instance.compensates !== undefined) compensateNext(run, instance.compensates);
  else if (run.elementOf(scope).adHoc !== null) reviewAdHoc(run, scope.key, choice.flows.length === 0 && choice.link < 0);
  else if (scope.live === 0) drained(run, scope);
}

function takeFlow(run: Run, instance: Readonly<ElementInstance>, index: number): void {
  const flow = run.model.flows[index];
  if (flow === undefined) throw new Error(`Flow ${index} is not in process ${run.model.processId}`);
  run.emit({ type: 'SequenceFlowTaken', flowId: flow.id, scopeKey: instance.scope });
  run.work.push({ element: flow.target, scope: instance.scope, flow: index, ...(instance.chosenFlow === index && { isTriggered: true, payload: instance.payload ?? {} }) });
}

/** Nothing lives in the scope any more: it completes, unless tokens still wait at its joins. */
export function drained(run: Run, scope: Readonly<ElementInstance>): void {
  for (const join of run.joins.values()) if (join.scope === scope.key) return;
  complete(run, scope.key);
}

function loopsWithoutWaiting(element: ElementModel): Failure {
  return new Failure('BUDGET_EXCEEDED', `"${element.id}" is reached again and again without ever waiting. Correct the data that its loop tests, or the process, then resolve the incident.`);
}

function completeInstance(run: Run, root: Readonly<ElementInstance>): void {
  run.status = 'completed';
  run.emit({ type: 'InstanceCompleted', variables: Object.fromEntries(run.variables.get(root.key) ?? []) });
  run.remove(root.key);
}
