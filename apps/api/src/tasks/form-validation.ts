import type { InputIssue } from '../problems/input.js';

interface FormComponent {
  readonly type?: unknown;
  readonly key?: unknown;
  readonly validate?: unknown;
  readonly values?: unknown;
  readonly valuesKey?: unknown;
  readonly components?: unknown;
}

/**
 * Checks submitted data against a form-js schema: required, lengths, ranges, patterns, options, types.
 * `options` are the lists that components name by `valuesKey`.
 */
export function formIssues(schema: unknown, data: Readonly<Record<string, unknown>>, options: Readonly<Record<string, unknown>>): InputIssue[] {
  return componentsOf(schema).flatMap((component) => {
    if (typeof component.key !== 'string') return [];
    return issuesOf(component, component.key, valueAt(data, component.key), options);
  });
}

/** Keeps of the submitted data only what the form has fields for. */
export function formValues(schema: unknown, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const { key } of componentsOf(schema)) {
    if (typeof key !== 'string') continue;
    const value = valueAt(data, key);
    if (value !== undefined) put(kept, key.split('.'), value);
  }
  return kept;
}

function componentsOf(schema: unknown): FormComponent[] {
  if (typeof schema !== 'object' || schema === null || !('components' in schema) || !Array.isArray(schema.components)) return [];
  return (schema.components as FormComponent[]).flatMap((each) => [each, ...componentsOf(each)]);
}

function issuesOf(component: FormComponent, path: string, value: unknown, options: Readonly<Record<string, unknown>>): InputIssue[] {
  const rules = rulesOf(component);
  if (isEmpty(value)) return rules['required'] === true ? [{ path, code: 'FIELD_REQUIRED', facts: {} }] : [];
  const reason = typeProblem(component.type, value) ?? rangeProblem(rules, value) ?? optionProblem(component, value, options);
  return reason === null ? [] : [{ path, code: 'FIELD_INVALID', facts: { reason } }];
}

function rulesOf(component: FormComponent): Readonly<Record<string, unknown>> {
  return typeof component.validate === 'object' && component.validate !== null ? (component.validate as Record<string, unknown>) : {};
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function typeProblem(type: unknown, value: unknown): string | null {
  switch (type) {
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+([.,]\d+)?$/.test(value)) ? null : 'phải là số';
    case 'datetime':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value)) ? null : 'phải là ngày';
    case 'taglist':
    case 'checklist':
      return Array.isArray(value) ? null : 'phải là danh sách';
    case 'textfield':
    case 'textarea':
      return typeof value === 'string' ? null : 'phải là chữ';
    default:
      return null;
  }
}

function rangeProblem(rules: Readonly<Record<string, unknown>>, value: unknown): string | null {
  const { min, max, minLength, maxLength, pattern } = rules;
  if (typeof min === 'number' && Number(value) < min) return `nhỏ nhất là ${min}`;
  if (typeof max === 'number' && Number(value) > max) return `lớn nhất là ${max}`;
  if (typeof value !== 'string') return null;
  if (typeof minLength === 'number' && value.length < minLength) return `ít nhất ${minLength} ký tự`;
  if (typeof maxLength === 'number' && value.length > maxLength) return `nhiều nhất ${maxLength} ký tự`;
  if (typeof pattern === 'string' && value.length < 1000 && !new RegExp(pattern, 'u').test(value)) return 'không đúng mẫu';
  return null;
}

function optionProblem(component: FormComponent, value: unknown, options: Readonly<Record<string, unknown>>): string | null {
  const list = typeof component.valuesKey === 'string' ? options[component.valuesKey] : component.values;
  if (!Array.isArray(list)) return null;
  const allowed = new Set(list.map((each: unknown) => (typeof each === 'object' && each !== null && 'value' in each ? each.value : each)));
  const chosen = Array.isArray(value) ? value : [value];
  return chosen.every((each) => allowed.has(each)) ? null : 'không có trong danh sách';
}

export function valueAt(data: Readonly<Record<string, unknown>>, path: string): unknown {
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
