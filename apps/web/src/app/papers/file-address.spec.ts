import type { DocumentFile, FileRole } from '@vanthu/model';
import { formatSize, inReadingOrder } from './file-address';

function file(role: FileRole, version = 1): DocumentFile {
  return { id: `${role}${version}`, name: `${role}.pdf`, mediaType: 'application/pdf', size: 1, sha256: '', role, version, createdAt: '2026-11-21T00:00:00Z' };
}

describe('files of a document', () => {
  it('come with the most finished paper first and attachments last', () => {
    const names = inReadingOrder([file('attachment'), file('main', 1), file('main', 2), file('issued')]).map((each) => each.id);
    expect(names).toEqual(['issued1', 'main2', 'main1', 'attachment1']);
  });

  it('show their size as people write it', () => {
    expect(formatSize(1_468_006, 'vi')).toBe('1,4 MB');
    expect(formatSize(2048, 'en')).toBe('2 kB');
  });
});
