import { partsOf, type ElementModel, type ProcessModel } from '../compile/process-model.js';
import { emptyState } from './commands/start-instance.js';
import type { ExecutionContext } from './context.js';
import { evaluateCondition } from './evaluation.js';
import type { JsonObject, JsonValue } from './json.js';
import { Run } from './run.js';

/** Ids of the conditional start events of a process that are true for these variables; a condition that fails is not true. */
export function trueStartConditions(model: ProcessModel, variables: JsonObject, context: ExecutionContext): readonly string[] {
  const nobody = { type: 'StartInstance', instanceKey: '0', variables: {}, actor: { username: null } } as const;
  const run = new Run(model, emptyState(nobody), context, new Set());
  return model.startEvents.flatMap(({ elementId, kind }) => {
    const element = kind === 'conditional' ? model.elements.find(({ id }) => id === elementId) : undefined;
    return element !== undefined && startConditionHolds(run, element, variables) ? [elementId] : [];
  });
}

/** Whether a start event has a condition that is true for these variables. */
export function startConditionHolds(run: Run, element: ElementModel, variables: JsonObject): boolean {
  const additions = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) additions.set(name, value);
  const place = { scope: '', what: `The condition of "${element.id}"`, failure: 'CONDITION_ERROR', additions } as const;
  return partsOf(element.event).some((part) => part.kind === 'conditional' && evaluateCondition(run, part.condition, place) === true);
}
