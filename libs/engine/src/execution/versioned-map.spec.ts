import fc from 'fast-check';
import { VersionedMap } from './versioned-map.js';

type Change = readonly ['set' | 'delete', number, number];

const anyChange: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom('set', 'delete'), fc.nat({ max: 12 }), fc.nat());
const apply = (map: { set(key: string, value: number): unknown; delete(key: string): unknown }, [kind, key, value]: Change): void => {
  if (kind === 'set') map.set(String(key), value);
  else map.delete(String(key));
};
const sorted = (map: ReadonlyMap<string, number>): [string, number][] => [...map].sort(([a], [b]) => Number(a) - Number(b));

describe('VersionedMap', () => {
  it('keeps every version as it was, whichever is read, discarded or gone on from', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ changes: fc.array(anyChange), isDiscarded: fc.boolean(), from: fc.nat() }), { maxLength: 8 }), (steps) => {
        const versions: { map: VersionedMap<number>; model: Map<string, number> }[] = [{ map: new VersionedMap(), model: new Map() }];
        for (const { changes, isDiscarded, from } of steps) {
          const base = versions[from % versions.length];
          if (base === undefined) continue;
          const map = base.map.fork();
          const model = new Map(base.model);
          for (const change of changes) {
            apply(map, change);
            apply(model, change);
          }
          expect(sorted(map)).toEqual(sorted(model));
          if (isDiscarded) map.discard();
          else versions.push({ map: map.seal(), model });
        }
        for (const { map, model } of versions) {
          expect(sorted(map)).toEqual(sorted(model));
          expect(map.size).toBe(model.size);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('comes back in the order of creation after a discarded deletion', () => {
    const map = new VersionedMap([['9', 1], ['10', 2], ['11', 3]]);
    const fork = map.fork();
    fork.delete('9');
    fork.discard();
    expect([...map.keys()]).toEqual(['9', '10', '11']);
  });
});
