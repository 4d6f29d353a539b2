import type { ContentStream, TextStyle } from '../pdf/content-stream.js';
import type { FontSet } from '../pdf/fonts.js';
import type { TextFieldPlacement } from '../pdf/prepared-fields.js';
import { textFieldNames } from '../pdf/prepared-fields.js';
import { columns, sizes } from './page-geometry.js';
import type { LetterContent } from './letter-content.js';
import { page } from './page-geometry.js';
import { breakLines } from './typesetting.js';

interface Pen {
  readonly stream: ContentStream;
  readonly fonts: FontSet;
}

export interface Heading {
  /** Where the text below may begin. */
  readonly bottom: number;
  readonly fields: readonly TextFieldPlacement[];
}

const numberGap = 31;
const dayGap = 18;
const yearGap = 30;

/** Cells 1–5b of the decree's drawing: nation and motto, agency, number, date, subject of a công văn. */
export function drawHeading(pen: Pen, content: LetterContent): Heading {
  const nationBottom = drawNation(pen);
  const agencyBottom = drawAgency(pen, content);
  const rowTop = Math.min(nationBottom, agencyBottom) - 21;
  const number = drawNumber(pen, content, rowTop);
  const date = drawDate(pen, content, rowTop);
  let bottom = rowTop;
  if (content.typeName === undefined) {
    const style: TextStyle = { font: 'regular', size: sizes.subject };
    bottom = drawCentred(pen, style, `V/v ${content.subject}`, columns.agency, rowTop - 6 - sizes.subject * 1.15);
  }
  if (content.urgency !== undefined) bottom = drawUrgency(pen, content.urgency, bottom);
  return { bottom: bottom - 10, fields: [...number, ...date] };
}

function drawNation(pen: Pen): number {
  const baseline = page.top - sizes.nation;
  drawCentred(pen, { font: 'bold', size: sizes.nation }, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', columns.motto, baseline);
  const motto: TextStyle = { font: 'bold', size: sizes.motto };
  const mottoBaseline = baseline - 17;
  drawCentred(pen, motto, 'Độc lập - Tự do - Hạnh phúc', columns.motto, mottoBaseline);
  const width = pen.fonts.width('bold', sizes.motto, 'Độc lập - Tự do - Hạnh phúc');
  rule(pen, columns.motto.center, mottoBaseline - 5, width);
  return mottoBaseline - 5;
}

function drawAgency(pen: Pen, content: LetterContent): number {
  let baseline = page.top - sizes.agency;
  if (content.parentAgency !== undefined) {
    const style: TextStyle = { font: 'regular', size: sizes.agency };
    baseline = drawCentred(pen, style, upper(content.parentAgency), columns.agency, baseline) - 15;
  }
  const style: TextStyle = { font: 'bold', size: sizes.agency };
  const last = drawCentred(pen, style, upper(content.agency), columns.agency, baseline);
  const lines = breakLines(pen.fonts, style, upper(content.agency), columns.agency.width);
  const width = lines.at(-1)?.width ?? 0;
  rule(pen, columns.agency.center, last - 5, Math.min(width, columns.agency.width) * 0.45);
  return last - 5;
}

function drawNumber(pen: Pen, content: LetterContent, baseline: number): TextFieldPlacement[] {
  const style: TextStyle = { font: 'regular', size: sizes.number };
  const before = pen.fonts.width(style.font, style.size, 'Số: ');
  const after = pen.fonts.width(style.font, style.size, content.notation);
  const x = columns.agency.center - (before + numberGap + after) / 2;
  pen.stream.text(x, baseline, style, 'Số: ');
  pen.stream.text(x + before + numberGap, baseline, style, content.notation);
  return [field('number', x + before, baseline, numberGap, style.size, 'right')];
}

function drawDate(pen: Pen, content: LetterContent, baseline: number): TextFieldPlacement[] {
  const style: TextStyle = { font: 'italic', size: sizes.date };
  const measure = (text: string): number => pen.fonts.width(style.font, style.size, text);
  const words = [`${content.place}, ngày `, ' tháng ', ' năm '] as const;
  const total = words.reduce((sum, word) => sum + measure(word), 0) + 2 * dayGap + yearGap;
  let x = columns.motto.center - total / 2;
  const fields: TextFieldPlacement[] = [];
  for (const [index, name] of (['day', 'month', 'year'] as const).entries()) {
    const word = words[index] ?? '';
    pen.stream.text(x, baseline, style, word);
    x += measure(word);
    const gap = name === 'year' ? yearGap : dayGap;
    fields.push({ ...field(name, x, baseline, gap, style.size, name === 'year' ? 'left' : 'center'), italic: true });
    x += gap;
  }
  return fields;
}

function drawUrgency(pen: Pen, urgency: string, bottom: number): number {
  const style: TextStyle = { font: 'bold', size: 13 };
  const width = pen.fonts.width(style.font, style.size, upper(urgency)) + 20;
  const box = { x: columns.agency.center - width / 2, y: bottom - 32, width, height: 22 };
  pen.stream.rectangle(box);
  pen.stream.text(box.x + 10, box.y + 6.5, style, upper(urgency));
  return box.y;
}

function field(
  name: keyof typeof textFieldNames, x: number, baseline: number, width: number, size: number, align: TextFieldPlacement['align'],
): TextFieldPlacement {
  const box = { x, y: baseline - size * 0.25, width, height: size * 1.2 };
  return { name: textFieldNames[name], page: 0, box, size, italic: false, align };
}

/** Lines around a centre; answers the baseline of the last one. */
export function drawCentred(
  pen: Pen, style: TextStyle, text: string, column: { readonly center: number; readonly width: number }, baseline: number,
): number {
  const lines = breakLines(pen.fonts, style, text, column.width);
  const leading = style.size * 1.2;
  for (const [index, line] of lines.entries()) {
    pen.stream.text(column.center - line.width / 2, baseline - index * leading, style, line.text);
  }
  return baseline - Math.max(0, lines.length - 1) * leading;
}

export function rule(pen: Pen, center: number, y: number, width: number): void {
  pen.stream.line(center - width / 2, y, center + width / 2, y);
}

export function upper(text: string): string {
  return text.toLocaleUpperCase('vi');
}
