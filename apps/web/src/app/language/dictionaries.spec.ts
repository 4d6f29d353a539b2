import { en } from './en';
import { vi } from './vi';

type Leaf = { readonly path: string; readonly value: unknown };

function leaves(node: unknown, path = ''): Leaf[] {
  if (typeof node !== 'object' || node === null) return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

describe('dictionaries', () => {
  it('have the same keys', () => {
    expect(leaves(en).map((leaf) => leaf.path)).toEqual(leaves(vi).map((leaf) => leaf.path));
  });

  it('leave no word empty', () => {
    const empty = [...leaves(vi), ...leaves(en)].filter((leaf) => leaf.value === '');
    expect(empty).toEqual([]);
  });

  it('keep Vietnamese out of the English one, but for the name of the product', () => {
    const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
    const found = leaves(en).filter((leaf) => typeof leaf.value === 'string' && vietnamese.test(leaf.value) && leaf.path !== '.app.name');
    expect(found).toEqual([]);
  });

  it('write Vietnamese in composed characters, so that searching and sorting work', () => {
    const decomposed = leaves(vi).filter((leaf) => typeof leaf.value === 'string' && leaf.value !== leaf.value.normalize('NFC'));
    expect(decomposed).toEqual([]);
  });
});
