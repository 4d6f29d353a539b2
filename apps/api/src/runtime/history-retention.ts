import type { HistoryRetention } from '@vanthu/engine';
import { ConfigurationError } from '../configuration/configuration.js';
import type { ProcessFamily } from '../routing/process-library.js';

const DAY_MS = 86_400_000;

/** Reads `family=days, …`; `*` is every process of no family that is named. Throws ConfigurationError when a family is unknown. */
export function historyRetention(setting: string, library: readonly Pick<ProcessFamily, 'id' | 'entry'>[]): readonly HistoryRetention[] {
  const rules = setting.split(',').filter((each) => each.trim() !== '').map((each) => each.split('=').map((part) => part.trim()));
  const unknown = rules.filter(([family]) => family !== '*' && entryOf(library, family) === null).map(([family]) => `HISTORY_RETENTION_DAYS: there is no family "${family ?? ''}" with a process`);
  if (unknown.length > 0) throw new ConfigurationError(unknown);
  return rules.map(([family, days]) => ({ processIds: family === '*' ? '*' : [entryOf(library, family) ?? ''], keepMs: Number(days) * DAY_MS }));
}

function entryOf(library: readonly Pick<ProcessFamily, 'id' | 'entry'>[], family: string | undefined): string | null {
  return library.find((each) => each.id === family)?.entry ?? null;
}
