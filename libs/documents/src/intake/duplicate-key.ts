import { foldVietnamese } from '../search/fold-vietnamese.js';

export interface DocumentIdentity {
  readonly sender: string;
  /** "2700/SGDĐT-VP" as printed */
  readonly notation: string;
  /** yyyy-mm-dd */
  readonly date: string;
}

/**
 * Equal for documents that look the same to a clerk: case, spaces, dashes, marks and doubled letters ("SGDDĐT") do not count.
 * Null where there is no notation or date to compare by.
 */
export function duplicateKey(identity: DocumentIdentity): string | null {
  const notation = notationKey(identity.notation);
  if (notation === '' || identity.date === '') return null;
  return `${senderKey(identity.sender)}|${notation}|${identity.date}`;
}

/** "Số: 1792 /BGD&ĐT – VP" and "1792/bgdđt-vp" are the same notation. */
export function notationKey(notation: string): string {
  const folded = foldVietnamese(notation).replace(/^\s*so\s*[:.]?\s*/, '');
  const [number = '', ...rest] = folded.split('/');
  const letters = rest.join('/').replace(/[^a-z0-9/]/g, '').replace(/([a-z])\1+/g, '$1');
  const digits = number.replace(/[^a-z0-9]/g, '').replace(/^0+(?=\d)/, '');
  return letters === '' ? digits : `${digits}/${letters}`;
}

function senderKey(sender: string): string {
  return foldVietnamese(sender).replace(/&/g, ' va ').replace(/[^a-z0-9]+/g, ' ').trim();
}
