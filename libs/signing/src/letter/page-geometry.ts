import { mm } from '../pdf/geometry.js';

/** A4 with the margins of NĐ 30/2020: top and bottom 20 mm, left 30 mm, right 20 mm. Points. */
export const page = {
  width: mm(210),
  height: mm(297),
  left: mm(30),
  right: mm(190),
  top: mm(277),
  bottom: mm(20),
  textWidth: mm(160),
} as const;

/** The page number stands in the middle of the top margin. */
export const pageNumberBaseline = mm(297 - 13);

/** The two columns of the heading, and of the end of the letter. */
export const columns = {
  agency: { center: mm(60), width: mm(60) },
  motto: { center: mm(144), width: mm(96) },
  recipients: { left: mm(30), width: mm(70) },
  signer: { center: mm(147.5), width: mm(85) },
} as const;

export const sizes = {
  nation: 12.5,
  motto: 13.5,
  agency: 12.5,
  number: 13,
  date: 13.5,
  subject: 12.5,
  title: 14,
  body: 14,
  recipientsTitle: 12,
  recipients: 11,
  pageNumber: 13.5,
} as const;

export const bodyLeading = 18.5;
export const paragraphGap = 6;
export const firstLineIndent = mm(12.7);

/** The person's picture; the seal has its true size and covers the left third of it. */
export const personBox = { width: mm(54), height: mm(26) } as const;
export const sealDiameter = mm(36);
