import type { InputIssue } from '../problems/input.js';

interface FormComponent {
  readonly type?: unknown;
  readonly key?: unknown;
  readonly validate?: unknown;
  readonly values?: unknown;
  readonly valuesKey?: unknown;
  readonly components?: unknown;
}

/** Where a form sets no limit of its own. */
const MOST_CHARACTERS = 20_000;
const MOST_ITEMS = 500;

type Reason = InputIssue['facts'];
type Options = Readonly<Record<string, unknown>>;

/**
 * Checks submitted data against a form-js schema: required, lengths, ranges, patterns, options, types.
 * `options` are the lists that components name by `valuesKey`.
 */
export function formIssues(schema: unknown, data: Readonly<Record<string, unknown>>, options: Options): InputIssue[] {
  return componentsOf(schema).flatMap((component) => {
    if (typeof component.key !== 'string') return [];
    return issuesOf(component, component.key, valueAt(data, component.key), options);
  });
}

/** Keeps of the submitted data only what the form has fields for, but for the paths in `without`. */
export function formValues(schema: unknown, data: Readonly<Record<string, unknown>>, without: ReadonlySet<string> = new Set()): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const { key } of componentsOf(schema)) {
    if (typeof key !== 'string' || without.has(key)) continue;
    const value = valueAt(data, key);
    if (value !== undefined) put(kept, key.split('.'), value);
  }
  return kept;
}

function componentsOf(schema: unknown): FormComponent[] {
  if (typeof schema !== 'object' || schema === null || !('components' in schema) || !Array.isArray(schema.components)) return [];
  return (schema.components as FormComponent[]).flatMap((each) => [each, ...componentsOf(each)]);
}

function issuesOf(component: FormComponent, path: string, value: unknown, options: Options): InputIssue[] {
  const rules = rulesOf(component);
  if (isEmpty(value)) return rules['required'] === true ? [{ path, code: 'FIELD_REQUIRED', facts: {} }] : [];
  const facts = typeProblem(component.type, value) ?? rangeProblem(rules, value) ?? optionProblem(component, value, options);
  return facts === null ? [] : [{ path, code: 'FIELD_INVALID', facts }];
}

function rulesOf(component: FormComponent): Readonly<Record<string, unknown>> {
  return typeof component.validate === 'object' && component.validate !== null ? (component.validate as Record<string, unknown>) : {};
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function typeProblem(type: unknown, value: unknown): Reason | null {
  switch (type) {
    case 'number':
      return Number.isFinite(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value) ? null : { reason: 'number' };
    case 'datetime':
      return typeof value === 'string' && isDay(value) ? null : { reason: 'date' };
    case 'taglist':
    case 'checklist':
      return listProblem(value);
    case 'checkbox':
      return typeof value === 'boolean' ? null : { reason: 'yesNo' };
    default:
      return typeof value === 'string' ? textProblem(value) : { reason: 'text' };
  }
}

/** Begins with a day that the calendar has. */
function isDay(value: string): boolean {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(T[\d:.+Z-]+)?$/.exec(value) ?? [];
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day ?? '');
}

function listProblem(value: unknown): Reason | null {
  if (!Array.isArray(value)) return { reason: 'list' };
  if (value.length > MOST_ITEMS) return { reason: 'maxItems', limit: MOST_ITEMS };
  return value.every((each) => typeof each === 'string' && each.length <= MOST_CHARACTERS) ? null : { reason: 'text' };
}

function textProblem(value: string): Reason | null {
  return value.length > MOST_CHARACTERS ? { reason: 'maxLength', limit: MOST_CHARACTERS } : null;
}

function rangeProblem(rules: Readonly<Record<string, unknown>>, value: unknown): Reason | null {
  const { min, max, minLength, maxLength, pattern } = rules;
  if (typeof min === 'number' && Number(value) < min) return { reason: 'min', limit: min };
  if (typeof max === 'number' && Number(value) > max) return { reason: 'max', limit: max };
  if (typeof value !== 'string') return null;
  if (typeof minLength === 'number' && value.length < minLength) return { reason: 'minLength', limit: minLength };
  if (typeof maxLength === 'number' && value.length > maxLength) return { reason: 'maxLength', limit: maxLength };
  return typeof pattern === 'string' && !matches(pattern, value) ? { reason: 'pattern' } : null;
}

/** Patterns are for short values: a long one never fits, whatever the pattern would cost. */
function matches(pattern: string, value: string): boolean {
  return value.length < 1000 && new RegExp(pattern, 'u').test(value);
}

function optionProblem(component: FormComponent, value: unknown, options: Options): Reason | null {
  const list = typeof component.valuesKey === 'string' ? options[component.valuesKey] : component.values;
  if (!Array.isArray(list)) return null;
  const allowed = new Set(list.map((each: unknown) => (typeof each === 'object' && each !== null && 'value' in each ? each.value : each)));
  const chosen = Array.isArray(value) ? value : [value];
  return chosen.every((each) => allowed.has(each)) ? null : { reason: 'option' };
}

function valueAt(data: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined), data);
}

function put(target: Record<string, unknown>, [first, ...rest]: string[], value: unknown): void {
  if (first === undefined || first === '__proto__') return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = (target[first] ??= {});
  if (typeof inner === 'object' && inner !== null) put(inner as Record<string, unknown>, rest, value);
}
