import { partsOf, type ElementModel, type EventModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { evaluateText } from '../evaluation.js';
import { startCompensation } from '../compensation.js';
import { throwError, throwEscalation } from '../errors.js';
import { Failure, isFailure } from '../failure.js';
import { takePayload } from '../mappings.js';
import { throwMessage, throwSignal } from '../messages.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { openSubscriptions } from '../subscriptions.js';
import { terminateChildren } from '../termination.js';
import { localVariables } from '../variables.js';
import { enterServiceTask } from './service-task.js';

/** Start and boundary events: the trigger has come; what it brought along is taken over. */
export function enterTriggeredEvent(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const mine = run.edit(instance.key);
  const { payload } = mine;
  delete mine.payload;
  if (payload !== undefined) takePayload(run, mine, element, payload);
  return 'done';
}

/** Intermediate catch events and receive tasks. */
export function enterCatchEvent(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (instance.isTriggered === true || element.event?.kind === 'link') return enterTriggeredEvent(run, instance, element);
  const failure = openSubscriptions(run, instance, [element.index]);
  return isFailure(failure) ? failure : 'wait';
}

export function enterThrowEvent(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  if (element.job !== null) return enterServiceTask(run, instance, element);
  for (const event of partsOf(element.event)) {
    const outcome = throwOne(run, instance, element, event);
    if (outcome !== 'done' || run.find(instance.key) === undefined) return outcome;
  }
  return 'done';
}

function throwOne(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: EventModel): Outcome {
  switch (event.kind) {
    case 'message':
      return throwMessage(run, instance, element, event);
    case 'signal':
      return throwSignal(run, instance, element, event);
    case 'escalation':
      return escalate(run, instance, element, event);
    case 'compensation':
      return startCompensation(run, instance, event.activity);
    default:
      return 'done';
  }
}

export function enterEndEvent(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  switch (element.event?.kind) {
    case 'error':
      return fail(run, instance, element);
    case 'terminate':
      terminateChildren(run, instance.scope, instance.key);
      return 'done';
    case 'cancel':
      terminateChildren(run, instance.scope, instance.key);
      return startCompensation(run, instance, -1);
    default:
      return enterThrowEvent(run, instance, element);
  }
}

function codeOf(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: EventModel | null): string | Failure {
  if ((event?.kind !== 'error' && event?.kind !== 'escalation') || event.code === null) return new Failure('EXTRACT_VALUE_ERROR', `"${element.id}" has no code. Correct the process.`);
  return evaluateText(run, event.code, { scope: instance.key, what: `The code of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
}

function fail(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const code = codeOf(run, instance, element, element.event);
  if (isFailure(code)) return code;
  const variables = localVariables(run.result(), instance.key);
  return throwError(run, instance.key, { code, message: element.name, variables }) ?? 'done';
}

/** The throwing event goes on, unless an interrupting catch has ended it. */
function escalate(run: Run, instance: Readonly<ElementInstance>, element: ElementModel, event: EventModel): Outcome {
  const code = codeOf(run, instance, element, event);
  if (isFailure(code)) return code;
  throwEscalation(run, instance.key, code, localVariables(run.result(), instance.key));
  return 'done';
}
