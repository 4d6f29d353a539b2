import { VanthuError } from '@vanthu/model';
import { compoundContent, latin1, zipContent, type ContainerContent } from './container-types.js';
import { acceptedTypes, extensionOf, typeOfExtension, type AcceptedType } from './media-types.js';

const HEAD = 4096;

/** Contents that are never taken, whatever their name, by their first bytes. */
const refusedMagic: readonly (readonly [RegExp, string])[] = [
  [/^MZ/, 'Windows program'],
  [/^\x7fELF/, 'Linux program'],
  [/^(\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe)/, 'program'],
  [/^#!/, 'script'],
  [/^Rar!\x1a\x07/, 'RAR'],
  [/^7z\xbc\xaf\x27\x1c/, '7-Zip'],
  [/^\x1f\x8b/, 'GZIP'],
  [/^L\x00\x00\x00\x01\x14\x02\x00/, 'Windows shortcut'],
  [/^GIF8[79]a/, 'GIF'],
  [/^(%!PS|\xc5\xd0\xd3\xc6)/, 'PostScript'],
];

/** Text that a browser or a shell would run. */
const active = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|xsl:stylesheet|xsl:transform|hta:application)\b/i;
const scriptExtensions = new Set(['js', 'mjs', 'vbs', 'vbe', 'ps1', 'bat', 'cmd', 'sh', 'py', 'php', 'jsp', 'asp', 'aspx', 'exe', 'dll', 'scr', 'com', 'msi', 'jar', 'hta', 'html', 'htm', 'mht', 'mhtml', 'svg', 'lnk', 'url', 'reg', 'wsf', 'docm', 'xlsm', 'dotm', 'xltm']);

/**
 * The media type a content really has. The name must fit it; a name without an extension claims nothing.
 * @throws VanthuError FILE_TYPE_REFUSED (not an accepted format), FILE_CONTENT_MISMATCH (accepted, but not what the name says)
 */
export function sniffMediaType(bytes: Uint8Array, name: string): AcceptedType {
  const extension = extensionOf(name);
  if (scriptExtensions.has(extension)) throw new VanthuError('FILE_TYPE_REFUSED', { name, found: `.${extension}` });
  const found = contentOf(bytes, extension);
  const claimed = typeOfExtension(extension);
  if ('refused' in found) {
    if (claimed === null) throw new VanthuError('FILE_TYPE_REFUSED', { name, found: found.refused });
    throw new VanthuError('FILE_CONTENT_MISMATCH', { name, claimed: `.${extension}`, found: found.refused });
  }
  if (extension !== '' && claimed === null) throw new VanthuError('FILE_TYPE_REFUSED', { name, found: `.${extension}` });
  if (claimed !== null && !(acceptedTypes[found.type] as readonly string[]).includes(extension)) throw new VanthuError('FILE_CONTENT_MISMATCH', { name, claimed: `.${extension}`, found: found.type });
  return found.type;
}

function contentOf(bytes: Uint8Array, extension: string): ContainerContent {
  if (bytes.length === 0) return { refused: 'rỗng' };
  const head = latin1(bytes.subarray(0, HEAD));
  const refused = refusedMagic.find(([magic]) => magic.test(head));
  if (refused) return { refused: refused[1] };
  if (/^PK(\x03\x04|\x05\x06|\x07\x08)/.test(head)) return zipContent(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundContent(bytes);
  return pictureOrPrint(head) ?? textContent(bytes, extension);
}

function pictureOrPrint(head: string): ContainerContent | null {
  if (/^[\s\S]{0,1024}?%PDF-\d\.\d/.test(head) && !active.test(head)) return { type: 'application/pdf' };
  if (head.startsWith('{\\rtf')) return /\\obj(?:data|class)\b/.test(head) ? { refused: 'RTF (OLE)' } : { type: 'application/rtf' };
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { type: 'image/png' };
  if (head.startsWith('\xff\xd8\xff')) return { type: 'image/jpeg' };
  if (/^(II\x2a\x00|MM\x00\x2a)/.test(head)) return { type: 'image/tiff' };
  return null;
}

/** Text has no NUL and is valid UTF-8 or carries the mark of UTF-16; XML begins with a tag; CSV differs from text in its name alone. */
function textContent(bytes: Uint8Array, extension: string): ContainerContent {
  const text = decode(bytes);
  if (text === null) return { refused: 'nhị phân' };
  if (active.test(text.slice(0, HEAD))) return { refused: 'HTML' };
  if (/^\s*<\?xml[\s?]|^\s*<[A-Za-z_][\w:.-]*[\s/>]/.test(text.slice(0, HEAD))) return { type: 'application/xml' };
  return { type: extension === 'csv' ? 'text/csv' : 'text/plain' };
}

function decode(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (!utf16 && bytes.includes(0)) return null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
