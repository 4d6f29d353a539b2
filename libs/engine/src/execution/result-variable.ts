import type { ElementModel, Expression } from '../compile/process-model.js';
import type { ElementInstance } from './process-state.js';
import type { Run } from './run.js';

/**
 * Items of a multi-instance, and single steps of an ad-hoc subprocess, that give a variable to the output collection
 * have it to themselves, so that those that run at once do not overwrite each other's. Null when it is no plain variable.
 */
export function resultVariableOf(run: Run, instance: Readonly<ElementInstance>): string | null {
  const element = run.elementOf(instance);
  if (instance.loopCounter !== undefined) return element.loop === null || element.loop.kind === 'standard' ? null : plainName(element.loop.outputElement);
  const around = run.find(instance.scope);
  return around === undefined ? null : resultVariableIn(run.elementOf(around), element);
}

export function resultVariableIn(adHoc: ElementModel, step: ElementModel): string | null {
  return step.outgoing.length > 0 ? null : plainName(adHoc.adHoc?.outputElement ?? null);
}

const notVariables = new Set(['loopCounter', 'true', 'false', 'null']);

export function plainName(expression: Expression | null): string | null {
  if (expression?.kind !== 'feel') return null;
  const name = /^([\p{L}_][\p{L}\p{N}_]*)(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.exec(expression.text)?.[1] ?? null;
  return name !== null && notVariables.has(name) ? null : name;
}
