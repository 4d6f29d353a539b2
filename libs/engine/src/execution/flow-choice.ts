import type { ElementModel, FlowModel } from '../compile/process-model.js';
import { evaluateCondition } from './evaluation.js';
import { Failure, isFailure } from './failure.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';

export interface FlowChoice {
  readonly flows: readonly number[];
  /** The link catch event to go on at; -1 for none. */
  readonly link: number;
}

/** Which flows the token leaves by. */
export function chooseFlows(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): FlowChoice | Failure {
  if (instance.chosenFlow !== undefined && !element.awaitsAll) return { flows: [instance.chosenFlow], link: -1 };
  if (element.type === 'intermediateThrowEvent' && element.event?.kind === 'link') return { flows: [], link: element.event.target };
  const { outgoing } = element;
  const hasChoice = element.defaultFlow >= 0 || outgoing.some((flow) => flowOf(run, flow).condition !== null);
  if (!hasChoice) return { flows: outgoing, link: -1 };
  const flows = element.type === 'exclusiveGateway' ? firstTrue(run, instance, element) : allTrue(run, instance, element);
  return isFailure(flows) ? flows : { flows, link: -1 };
}

function firstTrue(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): readonly number[] | Failure {
  for (const index of element.outgoing) {
    if (index === element.defaultFlow) continue;
    const isTrue = isOpen(run, instance, flowOf(run, index));
    if (isFailure(isTrue)) return isTrue;
    if (isTrue) return [index];
  }
  return element.defaultFlow >= 0 ? [element.defaultFlow] : noneTrue(element);
}

function allTrue(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): readonly number[] | Failure {
  const flows: number[] = [];
  let isDecided = false;
  for (const index of element.outgoing) {
    const flow = flowOf(run, index);
    if (index === element.defaultFlow) continue;
    const isTrue = isOpen(run, instance, flow);
    if (isFailure(isTrue)) return isTrue;
    if (isTrue) flows.push(index);
    isDecided ||= isTrue && flow.condition !== null;
  }
  if (!isDecided && element.defaultFlow >= 0) flows.push(element.defaultFlow);
  return flows.length > 0 ? flows : noneTrue(element);
}

function isOpen(run: Run, instance: Readonly<ElementInstance>, flow: FlowModel): boolean | Failure {
  if (flow.condition === null) return true;
  return evaluateCondition(run, flow.condition, { scope: instance.key, what: `The condition of flow "${flow.id}"`, failure: 'CONDITION_ERROR' });
}

function noneTrue(element: ElementModel): Failure {
  return new Failure('CONDITION_ERROR', `No condition of the flows out of "${element.id}" is true and it has no default flow. Correct the variables, then resolve the incident.`);
}

function flowOf(run: Run, index: number): FlowModel {
  const flow = run.model.flows[index];
  if (flow === undefined) throw new Error(`Flow ${index} is not in process ${run.model.processId}`);
  return flow;
}
