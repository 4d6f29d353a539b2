import type { SearchItem } from '@vanthu/persistence';

/** Nothing here has tags; clients want the list. */
export function withTags(item: SearchItem): SearchItem {
  return { ...item, tags: [] };
}
