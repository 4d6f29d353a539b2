import { describe, expect, it } from '@jest/globals';
import { knownOperations, type OperationId } from '../operations/known-operations.js';
import { implementedActions } from '../orchestration-controllers.js';
import { actionOf } from '../operations/rest-routes.js';
import { describedOperations } from './described-operations.js';
import { restOpenApi } from './rest-openapi.js';

interface Described {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly properties: object } }>> };
}

describe('the OpenAPI description of /v2', () => {
  const { paths } = restOpenApi(implementedActions) as { paths: Record<string, Record<string, Described>> };

  it('names what is there, and nothing else', () => {
    const told = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((each) => each.operationId ?? []));
    const there = (Object.keys(knownOperations) as OperationId[]).filter((id) => implementedActions.has(actionOf(knownOperations[id])));
    expect(told.sort()).toEqual(there.sort());
    for (const id of Object.keys(describedOperations)) expect(there).toContain(id);
  });

  it('says what is taken', () => {
    expect(paths['/v2/jobs/activation']?.['post']?.requestBody?.content['application/json']?.schema.properties).toHaveProperty('maxJobsToActivate');
    expect(paths['/v2/deployments']?.['post']?.requestBody?.content['multipart/form-data']?.schema.properties).toHaveProperty('resources');
  });
});
