import { PdfDict, PdfString } from '@libpdf/core';
import type { PDF } from '@libpdf/core';
import { SigningError } from '../signing-error.js';
import { ContentStream } from './content-stream.js';
import type { FontSet } from './fonts.js';
import { formField } from './form-tree.js';
import { boxOf, resolverOf } from './pdf-objects.js';

/** Writes the value of a text field and its appearance. Throws SigningError FIELD_MISSING. */
export function setFieldText(pdf: PDF, fonts: FontSet, name: string, value: string): void {
  const resolve = resolverOf(pdf);
  const field = formField(pdf, name);
  const box = boxOf(field?.getArray('Rect', resolve));
  if (field === null || box === null || field.getName('FT', resolve)?.value !== 'Tx') throw new SigningError('FIELD_MISSING', name);
  const look = appearanceOf(field.getString('DA', resolve)?.asString() ?? '');
  const width = fonts.width(look.font, look.size, value);
  const size = width > box.width ? (look.size * box.width) / width : look.size;
  const room = box.width - (width * size) / look.size;
  const alignment = field.getNumber('Q', resolve)?.value ?? 0;
  const content = new ContentStream(pdf, fonts);
  content.raw('/Tx BMC q');
  content.text((room * alignment) / 2, look.size * 0.25, { font: look.font, size }, value);
  content.raw('Q EMC');
  field.set('V', PdfString.fromString(value));
  field.set('AP', PdfDict.of({ N: content.toAppearance(box.width, box.height) }));
}

function appearanceOf(defaultAppearance: string): { font: 'regular' | 'italic'; size: number } {
  const [, font, size] = /\/(\S+)\s+([\d.]+)\s+Tf/.exec(defaultAppearance) ?? [];
  return { font: font?.includes('Italic') === true ? 'italic' : 'regular', size: Number(size ?? 12) || 12 };
}
