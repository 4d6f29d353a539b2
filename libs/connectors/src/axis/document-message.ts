import { createHash } from 'node:crypto';
import { ConnectorError } from '@vanthu/connector-sdk';
import type { OperationContext } from '@vanthu/connector-sdk';
import type { Attachment, EdocMessage } from '@vanthu/edxml';
import type { DocumentInput } from './axis-input.js';

/** The message of an input, without what has to be read or made first. */
export function documentMessage(input: DocumentInput): Omit<EdocMessage, 'documentId' | 'attachments'> {
  const { update, staff, ...business } = input.business;
  return {
    from: input.from,
    to: input.to,
    code: input.code,
    promulgationDate: input.promulgationDate,
    ...(input.promulgationPlace !== undefined && { promulgationPlace: input.promulgationPlace }),
    documentType: input.documentType,
    subject: input.subject,
    content: input.subject,
    signer: input.signer,
    ...(input.dueDate !== null && { dueDate: input.dueDate }),
    toPlaces: input.toPlaces,
    otherInfo: input.otherInfo,
    responseFor: input.responseFor,
    ...(input.steeringType !== null && { steeringType: input.steeringType }),
    responseForTasks: [],
    traces: [{ organId: input.from.organId, timestamp: input.issuedAt }],
    business: { ...business, ...(update && { update }), ...(staff && { staff }) },
  };
}

export function readAttachments(input: DocumentInput, context: OperationContext): Promise<readonly Attachment[]> {
  return Promise.all(
    input.files.map(async ({ sha256, name, contentType }, index) => {
      const content = await context.files.read(sha256);
      if (createHash('sha256').update(content).digest('hex') === sha256) return { contentId: String(index + 1), name, contentType, content };
      throw new ConnectorError('FILE_DAMAGED', `The stored file ${sha256} no longer has this content. Restore it from a backup.`, { retryable: false });
    }),
  );
}
