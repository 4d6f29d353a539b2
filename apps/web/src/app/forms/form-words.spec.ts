import { en } from '../language/en';
import { vi } from '../language/vi';
import { translateFormText } from './form-words';

describe('form words', () => {
  it.each([
    ['Field is required.', 'Phải nhập mục này.'],
    ['Field must have minimum value of 1.', 'Không nhỏ hơn 1.'],
    ['Field must have maximum length of 2000.', 'Nhiều nhất 2000 ký tự.'],
    ['Search', 'Tìm'],
  ])('says "%s" in Vietnamese', (text, expected) => {
    expect(translateFormText(text, vi)).toBe(expected);
  });

  it('leaves the words of the form itself alone', () => {
    expect(translateFormText('Đơn vị chủ trì', en)).toBe('Đơn vị chủ trì');
  });
});
