import { EdxmlError } from './edxml-error.js';
import { defined } from './decode-parts.js';
import { safeFileName } from './file-name.js';
import { extensionOf, sniffMediaType } from './media-type.js';
import { unpackSingleFile } from './single-file-zip.js';
import type { ElementReader } from './element-reader.js';
import type { EdxmlLimits } from './limits.js';
import type { Attachment } from './messages.js';
import type { Warnings } from './warnings.js';

const base64Text = /^[A-Za-z0-9+/\s]*(?:=\s*){0,2}$/;

export function readAttachments(root: ElementReader, limits: EdxmlLimits, warnings: Warnings): Attachment[] {
  const elements = root.children('AttachmentEncoded').flatMap((list) => list.children('Attachment'));
  if (elements.length > limits.maxAttachments) {
    throw new EdxmlError('EDXML_TOO_LARGE', `more than ${limits.maxAttachments} attachments`);
  }
  const references = manifestOf(root);
  let total = 0;
  const attachments = elements.map((element, index) => {
    const attachment = readAttachment(element, index, references, limits, warnings);
    total += attachment.content.byteLength;
    if (total > limits.maxTotalAttachmentBytes) {
      throw new EdxmlError('EDXML_TOO_LARGE', `the attachments together exceed ${limits.maxTotalAttachmentBytes} bytes`);
    }
    return attachment;
  });
  warnOfMissingFiles(references, attachments, warnings);
  return attachments;
}

function readAttachment(
  element: ElementReader,
  index: number,
  references: ReadonlyMap<string, ElementReader>,
  limits: EdxmlLimits,
  warnings: Warnings,
): Attachment {
  const contentId = bareId(element.text('ContentId')) ?? String(index + 1);
  const reference = references.get(contentId);
  const writtenName = element.text('AttachmentName') ?? reference?.text('AttachmentName') ?? '';
  const name = safeFileName(writtenName);
  if (name !== writtenName) warnings.add(`Tên tệp được sửa lại: ${name}`);
  const content = unpack(decodeBase64(element, name, limits), name, limits, warnings);
  const claimed = element.text('ContentType') ?? reference?.text('ContentType');
  return defined({
    contentId,
    name,
    description: element.text('Description') ?? reference?.text('Description'),
    contentType: content.wasPacked || !claimed ? sniffMediaType(content.bytes, name) : claimed,
    content: content.bytes,
  });
}

function decodeBase64(element: ElementReader, name: string, limits: EdxmlLimits): Uint8Array {
  const encoded = element.requiredChild('ContentTransferEncoded').rawText;
  if (!base64Text.test(encoded)) throw new EdxmlError('EDXML_MALFORMED', `the content of attachment "${name}" is not base64`);
  const content = Buffer.from(encoded, 'base64');
  if (content.byteLength > limits.maxAttachmentBytes) {
    throw new EdxmlError('EDXML_TOO_LARGE', `attachment "${name}" exceeds ${limits.maxAttachmentBytes} bytes`);
  }
  return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
}

/** Systems on the axis zip whatever is not PDF and keep the name; what is called .zip was meant to be one. */
function unpack(bytes: Uint8Array, name: string, limits: EdxmlLimits, warnings: Warnings): { bytes: Uint8Array; wasPacked: boolean } {
  if (extensionOf(name) === 'zip') return { bytes, wasPacked: false };
  const result = unpackSingleFile(bytes, { maxBytes: limits.maxAttachmentBytes, maxRatio: limits.maxUnpackRatio });
  if (result.kind === 'unreadable') warnings.add(`Không giải nén được tệp ${name}`);
  if (result.kind !== 'unpacked') return { bytes, wasPacked: false };
  warnings.add(`Đã giải nén tệp ${name}`);
  return { bytes: result.content, wasPacked: true };
}

function manifestOf(root: ElementReader): Map<string, ElementReader> {
  const manifest = root.child('edXMLEnvelope')?.child('edXMLBody')?.child('edXMLManifest');
  const references = manifest?.children('Reference') ?? [];
  return new Map(references.flatMap((reference) => {
    const id = bareId(reference.text('ContentId'));
    return id === undefined ? [] : [[id, reference] as const];
  }));
}

function warnOfMissingFiles(references: ReadonlyMap<string, ElementReader>, attachments: readonly Attachment[], warnings: Warnings): void {
  const present = new Set(attachments.map((attachment) => attachment.contentId));
  for (const [id, reference] of references) {
    if (!present.has(id)) warnings.add(`Thiếu tệp đính kèm: ${safeFileName(reference.text('AttachmentName') ?? id)}`);
  }
}

function bareId(contentId: string | undefined): string | undefined {
  return contentId?.replace(/^cid:\s*/i, '') || undefined;
}
