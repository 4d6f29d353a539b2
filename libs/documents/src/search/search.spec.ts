import { foldVietnamese } from './fold-vietnamese.js';
import { indexedText, searchWords } from './search-tokens.js';

describe('foldVietnamese', () => {
  it.each([
    ['Thiết bị dạy học', 'thiet bi day hoc'],
    ['NGUYỄN ĐỨC', 'nguyen duc'],
    ['đường ĐÃ ỡ ữ ỵ', 'duong da o u y'],
    ['Thiê\u0301t bi\u0323', 'thiet bi'],
    ['1792/BGD&ĐT–VP', '1792/bgd&dt–vp'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldVietnamese(text)).toBe(folded);
  });

  it('folds composed and decomposed writing alike', () => {
    const text = 'Về việc tăng cường ứng dụng';
    expect(foldVietnamese(text.normalize('NFD'))).toBe(foldVietnamese(text.normalize('NFC')));
  });
});

describe('searchWords', () => {
  it('splits a notation into its parts', () => {
    expect(searchWords('Số: 1792 /BGD&ĐT – VP')).toEqual(['so', '1792', 'bgd', 'dt', 'vp']);
  });

  it('lengthens short words and stop words for the index', () => {
    expect(indexedText('Thể lệ về y tế')).toBe('the_ le_ ve_ y__ te_');
  });
});
