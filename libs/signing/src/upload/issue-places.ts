import { textFieldNames } from '../pdf/prepared-fields.js';
import type { TextFieldPlacement } from '../pdf/prepared-fields.js';
import { gapAfter } from './printed-page.js';
import type { Gap, Measure, PrintedPage } from './printed-page.js';

/** Room for two digits, in parts of the height of letters. */
const leastRoom = 0.9;

/**
 * The blanks a letter leaves for its number and date: "Số:      /SGDĐT", "ngày     tháng     năm 2026".
 * Null where any is missing or already written in.
 */
export function findIssuePlaces(page: PrintedPage, measure: Measure): TextFieldPlacement[] | null {
  if (page.isRotated) return null;
  const number = gapAfter(page, /^số\s*:$/iu, measure);
  const day = gapAfter(page, /^ngày$/iu, measure);
  const month = gapAfter(page, /^tháng$/iu, measure);
  const year = gapAfter(page, /^năm$/iu, measure);
  if (!isBlank(number, /^\//) || !isBlank(day, /^tháng$/iu) || !isBlank(month, /^năm$/iu) || year === null) return null;
  return [
    place('number', number, 'right', false),
    place('day', day, 'center', true),
    place('month', month, 'center', true),
    // A printed year stays; the field beside it then remains empty and has no size of note.
    place('year', /^\d{4}/.test(year.next) ? { ...year, width: 0.1 } : { ...year, width: Math.min(year.width, year.height * 2.6) }, 'left', true),
  ];
}

function isBlank(gap: Gap | null, next: RegExp): gap is Gap {
  return gap !== null && next.test(gap.next) && gap.width >= gap.height * leastRoom;
}

function place(name: keyof typeof textFieldNames, gap: Gap, align: TextFieldPlacement['align'], italic: boolean): TextFieldPlacement {
  const inset = name === 'year' || gap.width < 8 ? 0 : 2;
  const box = { x: gap.x + inset, y: gap.y, width: gap.width - 2 * inset, height: gap.height * 1.2 };
  return { name: textFieldNames[name], page: 0, box, size: gap.height, italic, align };
}
