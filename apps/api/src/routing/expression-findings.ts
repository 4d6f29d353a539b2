import { checkFeel, type CheckOptions, type FeelHint } from '@vanthu/dmn/checks';
import type { ProcessModel } from '@vanthu/engine';
import type { LintFinding } from '@vanthu/model';

interface FeelText {
  readonly kind: 'feel';
  readonly text: string;
}

/** What is wrong with the expressions of a process: names of functions, kinds that do not go together, conditions that are none. */
export function expressionFindings(model: ProcessModel): LintFinding[] {
  const parts = [...model.elements, ...model.flows];
  const seen = new Set<string>();
  return parts.flatMap((part) => feelTexts(part, '').flatMap(({ key, text }) => {
    const id = JSON.stringify([part.id, key, text]);
    if (seen.has(id)) return [];
    seen.add(id);
    return checkFeel(text, optionsFor(key)).map((hint) => findingOf(part.id, text, hint));
  }));
}

function findingOf(elementId: string | null, text: string, { severity, code, message, messageVi, position }: FeelHint): LintFinding {
  const rule = `feel-${code.replace('FEEL_', '').replaceAll('_', '-').toLowerCase()}`;
  return { elementId, severity: severity === 'ERROR' ? 'error' : 'warning', rule, message: { vi: messageVi, en: message }, expression: { text, ...position } };
}

/** Variables are JSON, so none is a function; what a condition gives must be a boolean. */
function optionsFor(key: string): CheckOptions {
  return { onlyBuiltIns: true, ...(/condition$/i.test(key) && { expects: ['boolean'] as const }), ...(key === 'inputCollection' && { expects: ['list'] as const }) };
}

function feelTexts(value: unknown, key: string): { readonly key: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap((each) => feelTexts(each, key));
  if (typeof value !== 'object' || value === null) return [];
  if (isFeelText(value)) return [{ key, text: value.text }];
  return Object.entries(value).flatMap(([name, inner]) => feelTexts(inner, name));
}

function isFeelText(value: object): value is FeelText {
  return 'kind' in value && value.kind === 'feel' && 'text' in value && typeof value.text === 'string';
}
