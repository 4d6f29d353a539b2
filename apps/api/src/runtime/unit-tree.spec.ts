import { UnitTree } from './unit-tree.js';

describe('UnitTree', () => {
  const parents = new Map([['Z01', null], ['Z01.05', 'Z01'], ['Z01.05-VP', 'Z01.05'], ['Z01.05.12', 'Z01.05'], ['Z01.051', 'Z01'], ['A', 'B'], ['B', 'A']]);
  let tree: UnitTree;

  beforeEach(async () => {
    tree = new UnitTree({ parents: () => Promise.resolve(parents) }, () => undefined);
    await tree.refresh();
  });

  it('climbs to the root, and ends where units stand in a circle', () => {
    expect(tree.upwards('Z01.05-VP')).toEqual(['Z01.05-VP', 'Z01.05', 'Z01']);
    expect(tree.upwards('A')).toEqual(['A', 'B']);
    expect(tree.upwards(null)).toEqual([]);
  });

  it('knows what is below by the tree, not by the spelling of ids', () => {
    expect(tree.downwards(['Z01.05']).sort()).toEqual(['Z01.05', 'Z01.05-VP', 'Z01.05.12']);
    expect(tree.downwards(['Z09'])).toEqual([]);
  });

  it('names the base last', () => {
    expect(tree.tenantChain('Z01.05').at(-1)).toBe(tree.tenantChain(null)[0]);
  });
});
