import { z } from 'zod';
import type { UploadedFile } from '../../documents/uploads.js';
import { int64Schema, keySchema, variablesSchema } from '../problems/free-form.js';
import { RestProblem } from '../problems/rest-problem.js';
import { parseRequest } from '../problems/rest-input.js';
import type { NewDocument, RestDocument } from './rest-documents.js';

export const metadataSchema = z.strictObject({
  contentType: z.string().max(255).nullish(),
  fileName: z.string().min(1).max(255).nullish(),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  /** As it is counted here, whatever it says. */
  size: int64Schema.nullish(),
  processDefinitionId: z.string().nullish(),
  processInstanceKey: keySchema.nullish(),
  customProperties: variablesSchema.nullish(),
});

/** Metadata come as a text with JSON, or as a part of the type application/json. @throws RestProblem INVALID_ARGUMENT */
export function metadataOf(text: string | undefined): z.infer<typeof metadataSchema> {
  if (text === undefined || text === '') return {};
  try {
    return parseRequest(metadataSchema, JSON.parse(text));
  } catch (error) {
    throw error instanceof RestProblem ? error : new RestProblem('INVALID_ARGUMENT', 'metadata: must be JSON.');
  }
}

export function newDocument({ originalname, mimetype, buffer }: UploadedFile, metadata: z.infer<typeof metadataSchema>, documentId?: string): NewDocument {
  return {
    ...(documentId !== undefined && { documentId }),
    content: buffer,
    contentType: metadata.contentType ?? mimetype,
    fileName: metadata.fileName ?? originalname,
    expiresAt: metadata.expiresAt ? new Date(metadata.expiresAt).toISOString() : null,
    processDefinitionId: metadata.processDefinitionId ?? null,
    processInstanceKey: metadata.processInstanceKey ?? null,
    customProperties: metadata.customProperties ?? {},
  };
}

/** The reference that goes into variables. */
export function referenceTo({ documentId, contentHash, ...metadata }: RestDocument) {
  return { 'camunda.document.type': 'camunda', storeId: 'vanthu', documentId, contentHash, metadata };
}
