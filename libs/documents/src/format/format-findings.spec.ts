import type { RecipientLine } from '@vanthu/model';
import { formatFindings } from './format-findings.js';

const line = { purpose: 'execute' } as RecipientLine;
const text = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc';

describe('formatFindings', () => {
  it('finds nothing to look at in a proper letter', () => {
    const findings = formatFindings({ document: { type: 'CV', subject: 'V/v báo cáo', body: 'Nội dung./.', recipients: [line] }, pageCount: 1, text });
    expect(findings.filter((each) => each.startsWith('Cần xem'))).toEqual([]);
  });

  it('points at what is missing', () => {
    const findings = formatFindings({ document: { type: 'CV', subject: 'x'.repeat(301), body: 'Nội dung', recipients: [] }, pageCount: 0, text: '' });
    expect(findings.filter((each) => each.startsWith('Cần xem'))).toHaveLength(5);
  });
});
