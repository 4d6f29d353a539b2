import type { SearchItem } from '@vanthu/persistence';
import type { ApiVersion } from '../operations/api-version.js';

/** Decisions of one evaluation are counted; 8.8's clients take nothing but digits for the key of one. */
const DIGITS = 4;

/** `<evaluation>-<position>` of either form; null when it is neither. */
export function evaluationIdOf(key: string): string | null {
  if (/^\d{1,19}-\d{1,6}$/.test(key)) return key;
  if (!/^\d{5,23}$/.test(key)) return null;
  return `${key.slice(0, -DIGITS)}-${Number(key.slice(-DIGITS))}`;
}

export function shownInstance(item: SearchItem, version: ApiVersion): SearchItem {
  if (version === '8.9') return item;
  const [evaluation = '', position = ''] = String(item['decisionEvaluationInstanceKey']).split('-');
  return { ...item, decisionEvaluationInstanceKey: `${evaluation}${position.padStart(DIGITS, '0')}` };
}

/** A request whose filter may name instances as 8.8 does. */
export function withEvaluationIds(body: unknown): unknown {
  const filter = memberOf(body, 'filter');
  const wanted = memberOf(filter, 'decisionEvaluationInstanceKey');
  if (wanted === undefined) return body;
  return { ...(body as object), filter: { ...(filter as object), decisionEvaluationInstanceKey: translated(wanted) } };
}

function translated(value: unknown): unknown {
  if (typeof value === 'string') return evaluationIdOf(value) ?? value;
  if (Array.isArray(value)) return value.map(translated);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, translated(each)])) : value;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
