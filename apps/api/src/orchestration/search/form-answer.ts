import type { StoredDefinition } from '@vanthu/engine';
import type { Response } from 'express';
import type { ApiVersion } from '../operations/api-version.js';

/** 8.8 gives the schema as an object, 8.9 as text. */
export function formAnswer({ key, id, version, tenantId, content }: StoredDefinition, apiVersion: ApiVersion) {
  return { formKey: key, formId: id, version, tenantId, schema: apiVersion === '8.9' ? content : (JSON.parse(content) as unknown) };
}

/** As the interface has it; the official clients make null of an empty answer, which their strictest check refuses. */
export function noForm(response: Response): undefined {
  response.status(204);
  return undefined;
}
