import type { OperationContext } from '@vanthu/connector-sdk';
import { encodeEdoc, newDocumentId, safeFileName } from '@vanthu/edxml';
import type { DocumentInput } from './axis-input.js';
import { documentMessage, readAttachments } from './document-message.js';
import { encoded, requireValid } from './valid-edxml.js';

export interface EncodedDocument {
  readonly documentId: string;
  /** The message as built, not signed yet, in the file store. */
  readonly edxmlSha256: string;
}

/** Builds the message and checks it against the schema; the same input gives the same bytes. */
export async function encodeDocument(input: DocumentInput, context: OperationContext): Promise<EncodedDocument> {
  const documentId = input.documentId ?? encoded(() => newDocumentId(input.from.organId, input.promulgationDate, `${input.code.number}/${input.code.notation}`));
  const attachments = await readAttachments(input, context);
  const xml = encoded(() => encodeEdoc({ ...documentMessage(input), documentId, attachments }));
  await requireValid(xml);
  const { sha256 } = await context.files.save(Buffer.from(xml, 'utf8'), `${safeFileName(documentId)}.edxml`);
  return { documentId, edxmlSha256: sha256 };
}
