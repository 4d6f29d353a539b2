import { PDF } from '@libpdf/core';
import { ContentStream } from '../pdf/content-stream.js';
import { FontSet } from '../pdf/fonts.js';
import { addPreparedFields, signatureFieldNames, textFieldNames } from '../pdf/prepared-fields.js';
import { setFieldText } from '../pdf/field-text.js';
import { drawLines, flowOf, paginate } from './body.js';
import type { PlacedPage } from './body.js';
import { closingHeight, drawClosing, drawRecipientPage, recipientPages } from './closing.js';
import { drawHeading } from './heading.js';
import type { Heading } from './heading.js';
import type { LetterContent } from './letter-content.js';
import { page, pageNumberBaseline, sizes } from './page-geometry.js';

/**
 * The letter as a PDF in the form of NĐ 30/2020/NĐ-CP, with the fields for number, date and both signatures prepared.
 * Throws SigningError TEXT_NOT_PRINTABLE.
 */
export async function composeDocumentPdf(content: LetterContent): Promise<Uint8Array> {
  const pdf = PDF.create();
  const fonts = new FontSet(pdf);
  const first = new ContentStream(pdf, fonts);
  const heading = drawHeading({ stream: first, fonts }, content);
  const pages = paginate(flowOf(fonts, content), heading.bottom, closingHeight(fonts, content));
  drawPages(pdf, fonts, first, content, pages, heading);
  for (const [index, lines] of recipientPages(fonts, content).entries()) {
    const stream = new ContentStream(pdf, fonts);
    drawPageNumber(stream, fonts, pages.length + index + 1);
    drawRecipientPage({ stream, fonts }, lines);
    addPage(pdf, stream);
  }
  setFieldText(pdf, fonts, textFieldNames.year, String(content.year));
  pdf.setTitle(content.typeName === undefined ? content.subject : `${content.typeName} ${content.subject}`);
  pdf.setAuthor(content.agency);
  pdf.setLanguage('vi-VN');
  pdf.setProducer('Vanthu');
  return pdf.save({ subsetFonts: true });
}

function drawPages(
  pdf: PDF, fonts: FontSet, first: ContentStream, content: LetterContent, pages: readonly PlacedPage[], heading: Heading,
): void {
  for (const [index, placed] of pages.entries()) {
    const stream = index === 0 ? first : new ContentStream(pdf, fonts);
    if (index > 0) drawPageNumber(stream, fonts, index + 1);
    drawLines(stream, placed.lines);
    const isLast = index === pages.length - 1;
    const boxes = isLast ? drawClosing({ stream, fonts }, content, placed.bottom) : null;
    addPage(pdf, stream);
    if (boxes === null) continue;
    addPreparedFields(pdf, {
      texts: heading.fields,
      signatures: [
        { name: signatureFieldNames.person, page: index, box: boxes.person },
        { name: signatureFieldNames.agency, page: index, box: boxes.agency },
      ],
    });
  }
}

function addPage(pdf: PDF, stream: ContentStream): void {
  const added = pdf.addPage({ width: page.width, height: page.height });
  added.dict.set('Contents', pdf.createStream({}, stream.bytes()));
  added.dict.set('Resources', stream.resources());
}

function drawPageNumber(stream: ContentStream, fonts: FontSet, number: number): void {
  const style = { font: 'regular', size: sizes.pageNumber } as const;
  const width = fonts.width(style.font, style.size, String(number));
  stream.text((page.width - width) / 2, pageNumberBaseline, style, String(number));
}
