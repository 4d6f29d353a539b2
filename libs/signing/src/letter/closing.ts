import type { ContentStream, TextStyle } from '../pdf/content-stream.js';
import type { FontSet } from '../pdf/fonts.js';
import type { Box } from '../pdf/geometry.js';
import { bare } from './body.js';
import { drawCentred, upper } from './heading.js';
import type { LetterContent } from './letter-content.js';
import { columns, page, personBox, sealDiameter, sizes } from './page-geometry.js';
import { breakLines } from './typesetting.js';

interface Pen {
  readonly stream: ContentStream;
  readonly fonts: FontSet;
}

export interface SignatureBoxes {
  readonly person: Box;
  readonly agency: Box;
}

const authority: TextStyle = { font: 'bold', size: sizes.body };
const recipient: TextStyle = { font: 'regular', size: sizes.recipients };
const gapAbove = 20;
/** Between the last line of the office and the name: the seal, and air so that it touches neither. */
const signingRoom = sealDiameter + 10;
const authorityLeading = 17;
const recipientLeading = 13.2;

/** What fits beside the signature on one page; more recipients go on to the next. */
const maxRecipientLines = 40;

/** Points from the last line of the text to the last line of the closing. */
export function closingHeight(fonts: FontSet, content: LetterContent): number {
  const office = content.authority.flatMap((each) => breakLines(fonts, authority, upper(each), columns.signer.width));
  const left = 14 + Math.min(maxRecipientLines, recipientLines(fonts, content).length) * recipientLeading;
  const right = office.length * authorityLeading + signingRoom + authority.size * 1.2;
  return gapAbove + Math.max(left, right) + 4;
}

/** Nơi nhận at the left; office, room for the signatures and name at the right. */
export function drawClosing(pen: Pen, content: LetterContent, lastBaseline: number): SignatureBoxes {
  const top = lastBaseline - gapAbove;
  drawRecipientsTitle(pen, content, top);
  drawRecipientLines(pen, recipientLines(pen.fonts, content).slice(0, maxRecipientLines), top - sizes.recipientsTitle - 1);
  let baseline = top - authority.size;
  for (const [index, line] of content.authority.entries()) {
    if (index > 0) baseline -= authorityLeading;
    baseline = drawCentred(pen, authority, upper(line), columns.signer, baseline);
  }
  const officeBottom = baseline - authority.size * 0.3;
  const nameBaseline = officeBottom - signingRoom - authority.size * 0.75;
  drawCentred(pen, authority, content.signerName, columns.signer, nameBaseline);
  return signatureBoxes(officeBottom, nameBaseline + authority.size * 0.75);
}

function signatureBoxes(above: number, below: number): SignatureBoxes {
  const middle = (above + below) / 2;
  const person = {
    x: columns.signer.center - personBox.width / 2, y: middle - personBox.height / 2, width: personBox.width, height: personBox.height,
  };
  const agency = {
    x: person.x + person.width / 3 - sealDiameter, y: middle - sealDiameter / 2, width: sealDiameter, height: sealDiameter,
  };
  return { person, agency };
}

function drawRecipientsTitle(pen: Pen, { recipients }: LetterContent, top: number): void {
  if (recipients.length === 0) return;
  pen.stream.text(page.left, top - sizes.recipientsTitle, { font: 'boldItalic', size: sizes.recipientsTitle }, 'Nơi nhận:');
}

function drawRecipientLines(pen: Pen, lines: readonly string[], above: number): void {
  for (const [index, line] of lines.entries()) pen.stream.text(page.left, above - (index + 1) * recipientLeading, recipient, line);
}

/** The recipients that found no room beside the signature, a page each. */
export function recipientPages(fonts: FontSet, content: LetterContent): string[][] {
  const rest = recipientLines(fonts, content).slice(maxRecipientLines);
  const perPage = Math.floor((page.top - page.bottom) / recipientLeading);
  return Array.from({ length: Math.ceil(rest.length / perPage) }, (_, index) => rest.slice(index * perPage, (index + 1) * perPage));
}

export function drawRecipientPage(pen: Pen, lines: readonly string[]): void {
  drawRecipientLines(pen, lines, page.top);
}

function recipientLines(fonts: FontSet, { recipients }: LetterContent): string[] {
  return recipients.flatMap((each, index) => {
    const text = `- ${bare(each)}${index === recipients.length - 1 ? '.' : ';'}`;
    return breakLines(fonts, recipient, text, columns.recipients.width).map((line) => line.text);
  });
}
