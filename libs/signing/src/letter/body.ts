import type { ContentStream, TextStyle } from '../pdf/content-stream.js';
import type { FontSet } from '../pdf/fonts.js';
import type { LetterContent } from './letter-content.js';
import { bodyLeading, firstLineIndent, page, paragraphGap, sizes } from './page-geometry.js';
import { breakLines } from './typesetting.js';

const style: TextStyle = { font: 'regular', size: sizes.body };
const openingGap = 14;
const bold: TextStyle = { font: 'bold', size: sizes.body };

/** A line of the flow with its place on some page still open. */
export interface FlowLine {
  readonly text: string;
  readonly style: TextStyle;
  readonly x: number;
  /** Points added to each space so that the line ends at the right margin. */
  readonly stretch: number;
  /** Space above, dropped at the top of a page. */
  readonly gap: number;
  readonly positionInParagraph: 'only' | 'first' | 'middle' | 'last';
  /** Drawn under the line, in points; 0 for none. */
  readonly ruleWidth: number;
}

/** Title, addressees and paragraphs, line by line. */
export function flowOf(fonts: FontSet, content: LetterContent): FlowLine[] {
  const opening = [...titleLines(fonts, content), ...addresseeLines(fonts, content)];
  const text = content.paragraphs.flatMap((each) => paragraphLines(fonts, each));
  return [...opening, ...withGap(text, openingGap)];
}

function titleLines(fonts: FontSet, { typeName, subject }: LetterContent): FlowLine[] {
  if (typeName === undefined) return [];
  const centred = (text: string): FlowLine[] =>
    breakLines(fonts, bold, text, page.textWidth * 0.85).map((line) => ({
      ...plain, text: line.text, style: bold, x: page.left + (page.textWidth - line.width) / 2,
    }));
  const lines = [...withGap(centred(typeName.toLocaleUpperCase('vi')), 14), ...centred(subject)];
  const last = lines.pop();
  if (last === undefined) return [];
  return [...lines, { ...last, ruleWidth: fonts.width('bold', sizes.body, last.text) * 0.4 }];
}

function addresseeLines(fonts: FontSet, { addressees }: LetterContent): FlowLine[] {
  const label = 'Kính gửi: ';
  const labelWidth = fonts.width(style.font, style.size, label);
  const [only] = addressees;
  if (only === undefined) return [];
  if (addressees.length === 1 && labelWidth + fonts.width(style.font, style.size, only) <= page.textWidth * 0.8) {
    const width = labelWidth + fonts.width(style.font, style.size, only);
    return withGap([{ ...plain, text: label + only, x: page.left + (page.textWidth - width) / 2 }], 18);
  }
  const x = page.left + firstLineIndent * 1.8;
  const items = addressees.flatMap((each, index) => {
    const text = `- ${bare(each)}${index === addressees.length - 1 ? '.' : ';'}`;
    return breakLines(fonts, style, text, page.right - x - firstLineIndent).map((line) => ({ ...plain, text: line.text, x: x + firstLineIndent }));
  });
  return withGap([{ ...plain, text: label.trim(), x }, ...items], 18);
}

function paragraphLines(fonts: FontSet, paragraph: string): FlowLine[] {
  const lines = breakLines(fonts, style, paragraph, page.textWidth, firstLineIndent);
  return lines.map((line, index) => {
    const indent = index === 0 ? firstLineIndent : 0;
    const isLast = index === lines.length - 1;
    const spaces = line.text.split(' ').length - 1;
    return {
      ...plain,
      text: line.text,
      x: page.left + indent,
      stretch: isLast || spaces === 0 ? 0 : (page.textWidth - indent - line.width) / spaces,
      gap: index === 0 ? paragraphGap : 0,
      positionInParagraph: lines.length === 1 ? 'only' : index === 0 ? 'first' : isLast ? 'last' : 'middle',
    };
  });
}

/** Lines on their pages, with baselines; `tail` is the height that must stay free under the last line. */
export function paginate(flow: readonly FlowLine[], firstTop: number, tail: number): PlacedPage[] {
  const pages = new PageFiller(firstTop);
  for (const [index, line] of flow.entries()) pages.add(line, flow[index + 1]);
  pages.reserve(tail);
  return pages.done();
}

export interface PlacedLine extends FlowLine {
  readonly baseline: number;
}

export interface PlacedPage {
  readonly lines: readonly PlacedLine[];
  /** The baseline of the last line, or the top of the text area. */
  readonly bottom: number;
}

class PageFiller {
  readonly #pages: PlacedLine[][] = [[]];
  #y: number;

  constructor(firstTop: number) {
    this.#y = firstTop;
  }

  add(line: FlowLine, next: FlowLine | undefined): void {
    const opensAlone = line.positionInParagraph === 'first' && this.#below(line) - bodyLeading < page.bottom;
    const leavesOneOver = line.positionInParagraph === 'middle' && next?.positionInParagraph === 'last'
      && this.#below(line) - bodyLeading < page.bottom;
    if (this.#current.length > 0 && (this.#below(line) < page.bottom || opensAlone || leavesOneOver)) this.#turn();
    this.#place(line);
  }

  /** The end of the letter never stands on a page without text: at least two lines go along, none of them a lone last one. */
  reserve(height: number): void {
    if (this.#y - height >= page.bottom) return;
    let count = 2;
    while (this.#current.at(-count)?.positionInParagraph === 'last') count += 1;
    const moved = this.#current.splice(Math.max(0, this.#current.length - count));
    this.#turn();
    for (const line of moved) this.#place(line);
  }

  done(): PlacedPage[] {
    return this.#pages
      .filter((lines, index) => lines.length > 0 || index === 0)
      .map((lines, index, all) => ({ lines, bottom: index === all.length - 1 ? this.#y : (lines.at(-1)?.baseline ?? page.top) }));
  }

  get #current(): PlacedLine[] {
    return this.#pages.at(-1) as PlacedLine[];
  }

  #below(line: FlowLine): number {
    return this.#y - line.gap - bodyLeading;
  }

  #turn(): void {
    this.#pages.push([]);
    this.#y = page.top;
  }

  #place(line: FlowLine): void {
    this.#y -= (this.#current.length === 0 && this.#pages.length > 1 ? 0 : line.gap) + bodyLeading;
    this.#current.push({ ...line, baseline: this.#y });
  }
}

export function drawLines(stream: ContentStream, lines: readonly PlacedLine[]): void {
  for (const line of lines) {
    stream.text(line.x, line.baseline, line.style, line.text, line.stretch);
    if (line.ruleWidth === 0) continue;
    const center = page.left + page.textWidth / 2;
    stream.line(center - line.ruleWidth / 2, line.baseline - 5, center + line.ruleWidth / 2, line.baseline - 5);
  }
}

const plain: Omit<FlowLine, 'text' | 'x'> = { style, stretch: 0, gap: 0, positionInParagraph: 'only', ruleWidth: 0 };

function withGap(lines: readonly FlowLine[], gap: number): FlowLine[] {
  return lines.map((line, index) => (index === 0 ? { ...line, gap } : line));
}

/** Without the mark at its end, which the list sets itself. */
export function bare(text: string): string {
  return text.trim().replace(/[;.,]+$/, '');
}
