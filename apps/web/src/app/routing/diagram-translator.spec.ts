import { translateDiagramText } from './diagram-translator';

describe('translateDiagramText', () => {
  it('says the palette in Vietnamese and fills in names', () => {
    expect(translateDiagramText('Create start event', 'vi')).toBe('Thêm sự kiện bắt đầu');
    expect(translateDiagramText('Open {element}', 'vi', { element: 'Duyệt' })).toBe('Mở Duyệt');
  });

  it('finds a word whatever its capitals', () => {
    expect(translateDiagramText('User Task', 'vi')).toBe('Việc của người');
  });

  it('leaves English and unknown texts as they are', () => {
    expect(translateDiagramText('Create start event', 'en')).toBe('Create start event');
    expect(translateDiagramText('Tiếp nhận', 'vi')).toBe('Tiếp nhận');
  });
});
