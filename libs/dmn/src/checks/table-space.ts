import type { Places } from './column-domain.js';

/** A rule as a box: its places in every column. */
export type Box = readonly Places[];

const WORK_LIMIT = 200_000;

/**
 * A point of the space (one place a column) that no box covers; null when there is none, or when telling would take too
 * long. A cell whose places are unknown counts as covering everything.
 */
export function uncovered(columns: readonly (readonly number[])[], boxes: readonly Box[]): readonly number[] | null {
  let work = WORK_LIMIT;
  const search = (column: number, left: readonly Box[]): readonly number[] | null => {
    const places = columns[column];
    if (places === undefined) return left.length === 0 ? [] : null;
    const seen = new Set<string>();
    for (const place of places) {
      const still = left.filter((box) => box[column]?.has(place) ?? true);
      const key = still.map((box) => left.indexOf(box)).join();
      work -= left.length;
      if (work < 0) return null;
      if (seen.has(key)) continue;
      seen.add(key);
      const rest = search(column + 1, still);
      if (rest) return [place, ...rest];
    }
    return null;
  };
  return search(0, boxes);
}

/** A point that lies in both boxes; null when there is none, or when it cannot be told. */
export function common(columns: readonly (readonly number[])[], left: Box, right: Box): readonly number[] | null {
  const point: number[] = [];
  for (const [column, places] of columns.entries()) {
    const [a, b] = [left[column], right[column]];
    const shared = a && b ? places.find((place) => a.has(place) && b.has(place)) : undefined;
    if (shared === undefined) return null;
    point.push(shared);
  }
  return point;
}
