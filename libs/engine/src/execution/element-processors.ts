import type { ElementModel, ElementType } from '../compile/process-model.js';
import { enterAdHoc } from './ad-hoc.js';
import { enterCallActivity } from './elements/call-activity.js';
import { enterContainer, enterEventSubProcess } from './elements/containers.js';
import { enterBusinessRuleTask } from './elements/business-rule-task.js';
import { enterEndEvent, enterTriggeredEvent, enterCatchEvent, enterThrowEvent } from './elements/events.js';
import { enterEventBasedGateway } from './elements/event-based-gateway.js';
import { enterScriptTask } from './elements/script-task.js';
import { enterSendTask, enterServiceTask } from './elements/service-task.js';
import { enterUserTask } from './elements/user-task.js';
import type { Failure } from './failure.js';
import { startLoop } from './loops.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';

/** What entering an element came to: it waits for a command or for its children, it is done, or it failed. */
export type Outcome = 'wait' | 'done' | Failure;
export type Behaviour = (run: Run, instance: Readonly<ElementInstance>, element: ElementModel) => Outcome;

function pass(): Outcome {
  return 'done';
}

/** Every element type and what it does when a token enters it. */
const behaviours: Readonly<Record<ElementType, Behaviour>> = {
  process: enterContainer,
  subProcess: enterContainer,
  eventSubProcess: enterEventSubProcess,
  transaction: enterContainer,
  adHocSubProcess: enterAdHoc,
  callActivity: enterCallActivity,

  task: pass,
  manualTask: pass,
  userTask: enterUserTask,
  serviceTask: enterServiceTask,
  sendTask: enterSendTask,
  receiveTask: enterCatchEvent,
  scriptTask: enterScriptTask,
  businessRuleTask: enterBusinessRuleTask,

  exclusiveGateway: pass,
  parallelGateway: pass,
  inclusiveGateway: pass,
  eventBasedGateway: enterEventBasedGateway,
  complexGateway: pass,

  startEvent: enterTriggeredEvent,
  boundaryEvent: enterTriggeredEvent,
  intermediateCatchEvent: enterCatchEvent,
  intermediateThrowEvent: enterThrowEvent,
  endEvent: enterEndEvent,
};

export function behaviourOf(instance: Readonly<ElementInstance>, element: ElementModel): Behaviour {
  return instance.loop === undefined ? behaviours[element.type] : startLoop;
}
