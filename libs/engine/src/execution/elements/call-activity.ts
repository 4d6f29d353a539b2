import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { evaluateText } from '../evaluation.js';
import { Failure, isFailure } from '../failure.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { localVariables, variablesAt } from '../variables.js';

/** Asks for a child instance and waits for its end. */
export function enterCallActivity(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const called = element.calledElement;
  if (called === null) return new Failure('CALLED_ELEMENT_ERROR', `"${element.id}" calls no process. Correct the process.`);
  const calledProcessId = evaluateText(run, called.processId, { scope: instance.key, what: `The called process of "${element.id}"`, failure: 'CALLED_ELEMENT_ERROR' });
  if (isFailure(calledProcessId)) return calledProcessId;
  const state = run.result();
  run.emit({
    type: 'ChildStartRequested',
    elementInstanceKey: instance.key,
    elementId: element.id,
    calledProcessId,
    binding: called.binding,
    versionTag: called.versionTag,
    variables: called.propagateAllParentVariables ? variablesAt(run.model, state, instance.key) : localVariables(state, instance.key),
  });
  return 'wait';
}
