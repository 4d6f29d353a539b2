import type { DocumentType } from '@vanthu/model';

export interface NotationParts {
  readonly number: number;
  readonly type: DocumentType;
  /** `SGDĐT` */
  readonly agencyAbbreviation: string;
  /** Drafting unit, `VP`; only letters of kinds without an abbreviation of their own name it. */
  readonly unitAbbreviation: string;
}

export interface IssueNotation {
  /** "05": numbers under ten are padded. */
  readonly codeNumber: string;
  /** "SGDĐT-VP" or "QĐ-SGDĐT" */
  readonly codeNotation: string;
  /** "05/SGDĐT-VP" */
  readonly notation: string;
}

const KINDS_WITHOUT_ABBREVIATION: ReadonlySet<DocumentType> = new Set<DocumentType>(['CV', 'TCg']);

/** Số and ký hiệu as NĐ 30/2020, Phụ lục I prints them. @throws RangeError for a number below 1 */
export function issueNotation(parts: NotationParts): IssueNotation {
  const codeNumber = paddedNumber(parts.number);
  const codeNotation = notationWithoutNumber(parts);
  return { codeNumber, codeNotation, notation: `${codeNumber}/${codeNotation}` };
}

export function paddedNumber(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`Not a document number: ${number}`);
  return String(number).padStart(2, '0');
}

function notationWithoutNumber({ type, agencyAbbreviation, unitAbbreviation }: NotationParts): string {
  if (!KINDS_WITHOUT_ABBREVIATION.has(type)) return `${type}-${agencyAbbreviation}`;
  return unitAbbreviation === '' || unitAbbreviation === agencyAbbreviation ? agencyAbbreviation : `${agencyAbbreviation}-${unitAbbreviation}`;
}
