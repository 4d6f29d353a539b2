import type { AcceptedType } from './media-types.js';

/** What a container holds: an accepted type, or in words why not. */
export type ContainerContent = { readonly type: AcceptedType } | { readonly refused: string };

const MOST_ENTRIES = 20_000;

/** Office Open XML and OpenDocument are zip files; which one, the directory at the end tells. */
export function zipContent(bytes: Uint8Array): ContainerContent {
  const names = zipNames(bytes);
  if (!names) return { refused: 'ZIP (hỏng)' };
  if (names.some((name) => /(^|\/)(vbaProject\.bin|Basic\/|Scripts\/)/i.test(name))) return { refused: 'Office (macro)' };
  if (names.includes('[Content_Types].xml')) {
    if (names.includes('word/document.xml')) return { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };
    if (names.includes('xl/workbook.xml')) return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
    return { refused: 'Office Open XML' };
  }
  return openDocument(bytes) ?? { refused: 'ZIP' };
}

/** OpenDocument: the first entry is `mimetype`, stored without compression. */
function openDocument(bytes: Uint8Array): ContainerContent | null {
  const head = latin1(bytes.subarray(0, 150));
  const declared = /^PK\x03\x04[\s\S]{26}mimetype(?:[\s\S]{0,40}?)(application\/vnd\.oasis\.opendocument\.[a-z-]+)/.exec(head)?.[1];
  if (declared === 'application/vnd.oasis.opendocument.text' || declared === 'application/vnd.oasis.opendocument.spreadsheet') return { type: declared };
  return declared ? { refused: 'OpenDocument' } : null;
}

/** Entry names of the central directory; null when it cannot be read. */
function zipNames(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end < 0) return null;
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = Math.min(view.getUint16(end + 10, true), MOST_ENTRIES); left > 0; left--) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null;
    const [name, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    names.push(latin1(bytes.subarray(at + 46, at + 46 + name)));
    at += 46 + name + extra + comment;
  }
  return names;
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

/** Word and Excel before 2007 are compound files; installers, messages and drawings are too. */
export function compoundContent(bytes: Uint8Array): ContainerContent {
  const names = compoundNames(bytes);
  if (names.some((name) => /^(_VBA_PROJECT_CUR|Macros|_VBA_PROJECT)$/.test(name))) return { refused: 'Office (macro)' };
  if (names.includes('WordDocument')) return { type: 'application/msword' };
  if (names.includes('Workbook') || names.includes('Book')) return { type: 'application/vnd.ms-excel' };
  return { refused: names.includes('EncryptedPackage') ? 'Office (đặt mật khẩu)' : 'OLE' };
}

/** Names in the chain of directory sectors. */
function compoundNames(bytes: Uint8Array): string[] {
  if (bytes.length < 1536) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = 1 << Math.min(Math.max(view.getUint16(30, true), 7), 16);
  const names: string[] = [];
  let sector = view.getUint32(48, true);
  for (let guard = 0; guard < 1000 && (sector + 2) * size <= bytes.length; guard++) {
    for (let entry = (sector + 1) * size; entry < (sector + 2) * size; entry += 128) {
      const length = Math.min(view.getUint16(entry + 64, true), 64);
      if (length >= 2) names.push(utf16(view, entry, length / 2 - 1));
    }
    const next = nextSector(view, sector, size);
    if (next === null) break;
    sector = next;
  }
  return names;
}

/** The allocation table's word for a sector; only the table sectors the header itself names. */
function nextSector(view: DataView, sector: number, size: number): number | null {
  const perSector = size / 4;
  const slot = Math.floor(sector / perSector);
  if (slot >= 109) return null;
  const table = view.getUint32(76 + slot * 4, true);
  const at = (table + 1) * size + (sector % perSector) * 4;
  if (at + 4 > view.byteLength) return null;
  const next = view.getUint32(at, true);
  return next >= 0xfffffffa ? null : next;
}

function utf16(view: DataView, at: number, characters: number): string {
  let text = '';
  for (let index = 0; index < characters; index++) text += String.fromCharCode(view.getUint16(at + index * 2, true));
  return text;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
