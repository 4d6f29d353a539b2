import { partsOf, type ElementModel } from '../compile/process-model.js';
import { evaluateCondition } from './evaluation.js';
import type { JsonObject, JsonValue } from './json.js';
import type { Run } from './run.js';

/** Whether a start event has a condition that is true for these variables; one that fails is not true. */
export function startConditionHolds(run: Run, element: ElementModel, variables: JsonObject): boolean {
  const additions = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) additions.set(name, value);
  const place = { scope: '', what: `The condition of "${element.id}"`, failure: 'CONDITION_ERROR', additions } as const;
  return partsOf(element.event).some((part) => part.kind === 'conditional' && evaluateCondition(run, part.condition, place) === true);
}
