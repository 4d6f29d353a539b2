import { reloadForMissingPart } from './stale-build';

describe('reloadForMissingPart', () => {
  const tab = (now: number, kept: Map<string, string>) => {
    const gone: string[] = [];
    const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    return { gone, tab: { store, now, go: (address: string) => void gone.push(address) } };
  };
  const missing = new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1/chunk-AB12.js');

  it('loads the address anew when a part of the application is gone, once', () => {
    // given
    const kept = new Map<string, string>();
    const [first, second, later] = [tab(100_000, kept), tab(101_000, kept), tab(200_000, kept)];
    // then
    expect(reloadForMissingPart(missing, '/registers', first.tab)).toBe(true);
    expect(first.gone).toEqual(['/registers']);
    expect(reloadForMissingPart(missing, '/registers', second.tab)).toBe(false);
    expect(second.gone).toEqual([]);
    expect(reloadForMissingPart(missing, '/documents/1', later.tab)).toBe(true);
  });

  it('leaves other failures alone', () => {
    const { gone, tab: here } = tab(100_000, new Map());
    expect(reloadForMissingPart(new Error('Cannot read properties of undefined'), '/tasks', here)).toBe(false);
    expect(gone).toEqual([]);
  });
});
