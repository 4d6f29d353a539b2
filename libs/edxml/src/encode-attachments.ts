import { EdxmlError } from './edxml-error.js';
import { optionalText, required } from './encode-parts.js';
import { edxmlNamespace } from './namespaces.js';
import { safeFileName } from './file-name.js';
import { XmlWriter } from './xml-writer.js';
import type { Attachment } from './messages.js';

/** What the envelope says about the files. */
export function writeManifest(xml: XmlWriter, attachments: readonly Attachment[]): void {
  refuseRepeatedIds(attachments);
  xml.element(
    'edXMLManifest',
    () => {
      for (const attachment of attachments) {
        xml.element('Reference', () => {
          xml.text('ContentId', wireContentId(attachment));
          xml.text('ContentType', required(attachment.contentType, 'attachments.contentType'));
          xml.optional('Description', optionalText(attachment.description));
          xml.text('AttachmentName', safeFileName(attachment.name));
        });
      }
    },
    ' version="1.0"',
  );
}

/** The files themselves, after the envelope. Their wrapper is unprefixed and the content prefixed, as the axis' own tools write it. */
export function attachmentPart(attachments: readonly Attachment[]): string[] {
  if (attachments.length === 0) return [];
  return [' <AttachmentEncoded>\n', ...attachments.flatMap(attachmentElement), ' </AttachmentEncoded>\n'];
}

function attachmentElement(attachment: Attachment): string[] {
  const xml = new XmlWriter('');
  xml.text('ContentId', wireContentId(attachment));
  xml.text('AttachmentName', safeFileName(attachment.name));
  xml.optional('Description', optionalText(attachment.description));
  xml.text('ContentType', required(attachment.contentType, 'attachments.contentType'));
  return [
    '<Attachment>\n',
    xml.toString(),
    `<edXML:ContentTransferEncoded xmlns:edXML="${edxmlNamespace}">`,
    base64(attachment.content),
    '</edXML:ContentTransferEncoded>\n</Attachment>\n',
  ];
}

function base64(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64');
}

function wireContentId(attachment: Attachment): string {
  return `cid:${required(attachment.contentId, 'attachments.contentId').replace(/^cid:/i, '')}`;
}

function refuseRepeatedIds(attachments: readonly Attachment[]): void {
  const ids = attachments.map(wireContentId);
  if (new Set(ids).size !== ids.length) throw new EdxmlError('EDXML_INCOMPLETE', 'attachments.contentId must differ from file to file');
}
