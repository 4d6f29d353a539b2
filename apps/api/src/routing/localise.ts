import type { Language } from '@vanthu/model';

/** Puts every text of a diagram or form that the family has in English into English; the rest stays as it was drawn. */
export function localised<T>(value: T, language: Language, english: Readonly<Record<string, string>>): T {
  if (language === 'vi') return value;
  return translate(value, english) as T;
}

const spokenKeys = new Set(['label', 'dateLabel', 'timeLabel', 'description', 'text', 'placeholder', 'title', 'name']);

function translate(value: unknown, english: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return english[value] ?? value;
  if (Array.isArray(value)) return value.map((each) => (typeof each === 'string' ? each : translate(each, english)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeof inner === 'string' && !spokenKeys.has(key) ? inner : translate(inner, english)]));
}
