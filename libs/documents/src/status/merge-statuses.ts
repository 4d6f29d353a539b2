import type { RecipientLine } from '@vanthu/model';

export interface StatusEntry {
  readonly code: string;
  /** ISO date-time; null sorts first. */
  readonly timestamp: string | null;
  readonly description?: string;
}

export interface MergedStatuses<T extends StatusEntry> {
  /** How far the receiver has come. Never goes back when an older status arrives late. */
  readonly current: T | undefined;
  /** The last word of the recall: 13 asked, 15 agreed, 16 refused. */
  readonly recall: T | undefined;
  /** Everything that ever arrived, each once, oldest first. */
  readonly history: readonly T[];
}

// 02 and 03 are two answers to the same question, so between them the later one counts.
const processingRank: Readonly<Record<string, number>> = { '01': 1, '02': 2, '03': 2, '04': 3, '05': 4, '06': 5 };
const recallCodes: ReadonlySet<string> = new Set(['13', '15', '16']);

/** What was reported, in whatever order and however often it arrived: the same reports always come to the same. */
export function mergeStatuses<T extends StatusEntry>(reported: readonly T[]): MergedStatuses<T> {
  const history = unique(reported).sort(byTime);
  const ranked = history.filter((entry) => rankOf(entry) > 0);
  const current = ranked.reduce<T | undefined>((best, entry) => (best && rankOf(best) > rankOf(entry) ? best : entry), undefined);
  return { current, recall: history.findLast((entry) => recallCodes.has(entry.code)), history };
}

/** What the reports say of the delivery: 02 refuses, 06 finishes, the rest shows that it arrived. Null while they say nothing of it. */
export function deliveryOf({ current }: MergedStatuses<StatusEntry>): RecipientLine['delivery'] | null {
  if (!current) return null;
  if (current.code === '06') return 'done';
  return current.code === '02' ? 'failed' : 'sent';
}

function unique<T extends StatusEntry>(entries: readonly T[]): T[] {
  return [...new Map(entries.toReversed().map((entry) => [identityOf(entry), entry])).values()];
}

function identityOf(entry: StatusEntry): string {
  return JSON.stringify([entry.code, timeOf(entry), entry.description ?? '']);
}

function byTime(a: StatusEntry, b: StatusEntry): number {
  return timeOf(a) - timeOf(b) || rankOf(a) - rankOf(b) || compare(identityOf(a), identityOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function rankOf(entry: StatusEntry): number {
  return processingRank[entry.code] ?? 0;
}

function timeOf(entry: StatusEntry): number {
  const at = entry.timestamp === null ? Number.NaN : Date.parse(entry.timestamp);
  return Number.isNaN(at) ? 0 : at;
}
