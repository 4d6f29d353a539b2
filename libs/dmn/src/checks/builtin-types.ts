import type { FeelKind } from '../values/value.js';

const NAMES: Partial<Record<FeelKind, readonly string[]>> = {
  'string': ['string', 'substring', 'upper case', 'lower case', 'substring before', 'substring after', 'replace', 'string join', 'day of week', 'month of year', 'trim'],
  'number': [
    'number', 'string length', 'decimal', 'floor', 'ceiling', 'round up', 'round down', 'round half up', 'round half down', 'modulo', 'sqrt', 'log', 'exp',
    'count', 'sum', 'product', 'mean', 'median', 'stddev', 'day of year', 'week of year',
  ],
  'boolean': [
    'not', 'is', 'contains', 'starts with', 'ends with', 'matches', 'list contains', 'all', 'any', 'odd', 'even', 'before', 'after', 'meets', 'met by',
    'overlaps', 'overlaps before', 'overlaps after', 'finishes', 'finished by', 'includes', 'during', 'starts', 'started by', 'coincides', 'is defined', 'is blank', 'is empty',
  ],
  'list': [
    'split', 'append', 'concatenate', 'insert before', 'remove', 'list replace', 'reverse', 'index of', 'union', 'distinct values', 'flatten', 'sort', 'sublist',
    'mode', 'get entries', 'duplicate values', 'partition',
  ],
  'context': ['context', 'context put', 'context merge'],
  'date': ['date', 'today', 'last day of month'],
  'time': ['time'],
  'date and time': ['date and time', 'now'],
  'years and months duration': ['years and months duration'],
  'range': ['range'],
};

const KINDS: ReadonlyMap<string, FeelKind> = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind as FeelKind] as const)),
);

/** Kind of what a built-in gives when it does not fail; undefined when it depends on the arguments. */
export function resultKind(builtin: string): FeelKind | undefined {
  return KINDS.get(builtin);
}
