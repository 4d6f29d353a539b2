import type { ElementModel } from '../../compile/process-model.js';
import { isTooLarge } from '../../expression/values.js';
import type { Outcome } from '../element-processors.js';
import { evaluateJson } from '../evaluation.js';
import { Failure, isFailure } from '../failure.js';
import { takePayload } from '../mappings.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { enterServiceTask } from './service-task.js';

/** Computes a FEEL expression into a variable. */
export function enterScriptTask(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const { script } = element;
  if (script === null) return enterServiceTask(run, instance, element);
  const value = evaluateJson(run, script.expression, { scope: instance.key, what: `The script of "${element.id}"`, failure: 'EXTRACT_VALUE_ERROR' });
  if (isFailure(value)) return value;
  if (isTooLarge(value)) return new Failure('MESSAGE_SIZE_EXCEEDED', `The script of "${element.id}" gave more than 64 KB. Let it give less, then resolve the incident.`);
  takePayload(run, instance, element, { [script.resultVariable]: value });
  return 'done';
}
