import type { FeelValue } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import type { Expression } from '../compile/process-model.js';
import { programOf } from '../expression/programs.js';
import { jsonOf } from '../expression/values.js';
import type { IncidentType } from './event.js';
import { Failure, isFailure } from './failure.js';
import type { JsonValue } from './json.js';
import type { VariableMap } from './process-state.js';
import type { Run } from './run.js';
import { VisibleVariables } from './variables.js';

/** A FEEL value with the warnings that explain it. */
export interface Evaluated {
  readonly value: FeelValue;
  readonly warnings: string;
}

export interface Place {
  readonly scope: Key;
  /** For messages: what is evaluated, e.g. `The due date of task "review"`. */
  readonly what: string;
  readonly failure: IncidentType;
  readonly additions?: VariableMap;
}

/** Runs an expression in a scope. Exceeding the budget, and nothing else, is a failure here. */
export function evaluate(run: Run, expression: Expression, place: Place): Evaluated | Failure {
  if (expression.kind === 'static') return { value: expression.text, warnings: '' };
  const program = programOf(expression.text);
  if (program.kind === 'error') return new Failure(place.failure, `${place.what} is not FEEL: ${program.message}`);
  try {
    const scope = new VisibleVariables(run, place.scope, place.additions);
    const { value, warnings } = program.run(scope, run.context);
    return { value, warnings: warnings.map((warning) => warning.message).join('; ') };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return new Failure(place.failure, `${place.what} could not be evaluated: ${detail}. Simplify the expression or its data, then resolve the incident.`);
  }
}

export function evaluateJson(run: Run, expression: Expression, place: Place): JsonValue | Failure {
  const result = evaluate(run, expression, place);
  return isFailure(result) ? result : jsonOf(result.value);
}

export function evaluateCondition(run: Run, expression: Expression, place: Place): boolean | Failure {
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  return typeof result.value === 'boolean' ? result.value : mismatch(place, 'true or false', result);
}

/** A text; numbers are written as text, null is refused. */
export function evaluateText(run: Run, expression: Expression, place: Place): string | Failure {
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  const json = jsonOf(result.value);
  if (typeof json === 'string' && json !== '') return json;
  return typeof json === 'number' ? String(json) : mismatch(place, 'a text', result);
}

export function evaluateOptionalText(run: Run, expression: Expression | null, place: Place): string | null | Failure {
  if (expression === null) return null;
  const json = evaluateJson(run, expression, place);
  return json === null || json === '' ? null : evaluateText(run, expression, place);
}

export function evaluateNumber(run: Run, expression: Expression, place: Place): number | Failure {
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  const json = jsonOf(result.value);
  const number = typeof json === 'string' && expression.kind === 'static' ? Number(json) : json;
  return typeof number === 'number' && Number.isFinite(number) ? number : mismatch(place, 'a number', result);
}

/** A list of texts; a plain text is split at commas. */
export function evaluateTexts(run: Run, expression: Expression | null, place: Place): readonly string[] | Failure {
  if (expression === null) return [];
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  const json = jsonOf(result.value);
  if (json === null) return [];
  if (typeof json === 'string') return json.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const isList = Array.isArray(json) && json.every((entry) => typeof entry === 'string');
  return isList ? json : mismatch(place, 'a list of texts', result);
}

export function evaluateList(run: Run, expression: Expression, place: Place): readonly JsonValue[] | Failure {
  const result = evaluate(run, expression, place);
  if (isFailure(result)) return result;
  const json = jsonOf(result.value);
  return Array.isArray(json) ? (json as readonly JsonValue[]) : mismatch(place, 'a list', result);
}

export function mismatch(place: Place, wanted: string, { value, warnings }: Evaluated): Failure {
  const found = value === null ? 'nothing' : 'something else';
  const why = warnings === '' ? '' : ` (${warnings})`;
  return new Failure(place.failure, `${place.what} must give ${wanted} but gave ${found}${why}. Correct the variables it uses, then resolve the incident.`);
}
