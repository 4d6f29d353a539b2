const note = 'vt-reloaded-for';
const patienceMs = 60_000;
const missingChunk = /dynamically imported module|importing a module script failed|loading chunk|error loading/i;

interface Tab {
  readonly store: Pick<Storage, 'getItem' | 'setItem'>;
  readonly now: number;
  /** Loads the address anew, the whole application with it. */
  go(address: string): void;
}

/**
 * After a new version was put in place an open page asks for parts that are gone: loading it anew brings the new ones. Done once; when
 * that did not help the failure is for the page to show. True when the page is being loaded anew.
 */
export function reloadForMissingPart(error: unknown, address: string, { store, now, go }: Tab): boolean {
  if (!missingChunk.test(error instanceof Error ? error.message : String(error))) return false;
  const last = Number(store.getItem(note) ?? 0);
  if (now - last < patienceMs) return false;
  store.setItem(note, String(now));
  go(address);
  return true;
}

/** This browser tab. */
export function thisTab(): Tab {
  return { store: sessionStorage, now: Date.now(), go: (address) => location.assign(address) };
}
