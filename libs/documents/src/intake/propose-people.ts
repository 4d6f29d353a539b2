import { foldVietnamese } from '../search/fold-vietnamese.js';
import type { Proposal } from './metadata-proposal.js';
import { isCapitals, proposed, spanOf, type Segment } from './text-segments.js';

const NATIONAL_NAME = /CỘNG\s+H\S+\s+XÃ\s+HỘI/iu;
const AGENCY = /^(CHÍNH PHỦ|QUỐC HỘI|BỘ|SỞ|UBND|[UỦ][YỶỲ]? ?BAN|HĐND|HỘI|CỤC|TỔNG CỤC|VỤ|VĂN PHÒNG|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|VIỆN|TRUNG TÂM|CHI CỤC|BAN|THANH TRA|TỈNH|THÀNH PHỐ|CÔNG TY|TẬP ĐOÀN|TỔNG CÔNG TY|NGÂN HÀNG|BẢO HIỂM|KHO BẠC|CÔNG AN|TÒA ÁN|VIỆN KIỂM SÁT|PHÒNG|LIÊN ĐOÀN|ĐẢNG)(?![\p{L}])/u;
const TITLE = /^(?:(?:KT|TL|TUQ|TM|Q)\s*\.\s*)*((?:PHÓ |QUYỀN |THỨ )?(?:BỘ TRƯỞNG|TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ TỊCH|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN|CHỦ NHIỆM|TỔNG BIÊN TẬP|THỦ TRƯỞNG|THƯ KÝ)(?: [\p{Lu} ,&–-]{1,60})?)$/u;
const COLLECTIVE = /^(?:TM|TL|TUQ|KT|Q)\s*\.\s*\p{Lu}/u;
const NAME = /^(?:(?:TS|ThS|PGS|GS|BS|KS)\.? ?)*\p{Lu}[\p{Ll}]+(?: \p{Lu}[\p{Ll}]*){1,5}(?: \d{1,3})?$/u;
const REMARK = /^[(“*_]*\s*(đã ký|ký tên|ký, ghi rõ|ký số|chữ ký)/iu;

/** The agency in the upper left: the last one named before the number, its parent stands above it. */
export function proposeSender(text: string, header: readonly Segment[], numberAt: number | null, hint: string): Proposal<string> | null {
  const end = numberAt ?? header.find((segment) => NATIONAL_NAME.test(segment.text))?.end ?? 0;
  const names = header.filter((segment) => segment.start < end).map(withoutNationalName).filter((segment) => segment.text !== '' && isCapitals(segment.text));
  const last = names.findLastIndex((segment) => AGENCY.test(segment.text));
  const lines = last < 0 ? [] : names.slice(last).filter((segment, index) => index === 0 || /^(VÀ|TỈNH|THÀNH PHỐ|&)(?!\p{L})/u.test(segment.text));
  const printed = lines.map((segment) => segment.text).join(' ');
  if (printed === '') return hint === '' ? null : proposed(hint, null, 0.5);
  const isSame = foldVietnamese(printed) === foldVietnamese(hint);
  return proposed(isSame ? hint : printed, spanOf(text, lines), isSame ? 0.95 : 0.75);
}

/** The first signature block after the text: title in capitals, perhaps "(đã ký)", the name. */
export function proposeSigner(text: string, segments: readonly Segment[]): Proposal<{ name: string; title: string }> | null {
  for (const [index, segment] of segments.entries()) {
    const title = TITLE.exec(segment.text)?.[1];
    if (title === undefined || COLLECTIVE.test(segments[index + 1]?.text ?? '')) continue;
    const rest = segments.slice(index + 1, index + 8).filter((each) => !REMARK.test(each.text) && !/^[-–+•]/.test(each.text));
    const next = rest[0];
    if (next && TITLE.test(next.text)) continue;
    const name = rest.find((each) => NAME.test(each.text));
    if (name) return proposed({ name: name.text, title: sentenceCase(title) }, spanOf(text, [segment, name]), 0.85);
  }
  return null;
}

/** "Kính gửi:" and the lines under it. */
export function proposeAddressees(text: string, header: readonly Segment[]): Proposal<readonly string[]> | null {
  const first = header.findIndex((segment) => /^Kính (gửi|trình)/iu.test(segment.text));
  const start = header[first];
  if (!start) return null;
  const own = start.text.replace(/^Kính (gửi|trình)\s*:?\s*/iu, '');
  const below = header.slice(first + 1);
  const taken = own !== '' && !own.endsWith(';') ? [] : listed(below);
  const names = [own, ...taken.map((segment) => segment.text)].map((name) => name.replace(/^[-–•+]\s*/, '').replace(/[;.,]+$/, '').trim()).filter(Boolean);
  return names.length === 0 ? null : proposed(names, spanOf(text, [start, ...taken]), 0.8);
}

/** Lines with a dash, else lines up to the first that does not end in a semicolon. */
function listed(segments: readonly Segment[]): Segment[] {
  const isBulleted = /^[-–•+]/.test(segments[0]?.text ?? '');
  const end = segments.findIndex((segment) => (isBulleted ? !/^[-–•+]/.test(segment.text) : !segment.text.endsWith(';')));
  if (end < 0) return [...segments];
  return segments.slice(0, isBulleted ? end : end + 1);
}

function withoutNationalName(segment: Segment): Segment {
  const cut = segment.text.search(NATIONAL_NAME);
  if (cut < 0) return segment;
  const own = segment.text.slice(0, cut).trim();
  return { ...segment, text: own, end: segment.start + own.length };
}

function sentenceCase(text: string): string {
  return text.charAt(0) + text.slice(1).toLowerCase();
}
