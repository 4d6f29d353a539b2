import { z } from 'zod';
import { actionOf } from '../operations/rest-routes.js';
import { knownOperations, type KnownOperation, type OperationId } from '../operations/known-operations.js';
import { describedOperations, tokenOperation, type DescribedOperation } from './described-operations.js';

type Json = Readonly<Record<string, unknown>>;

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetail' } } };

/** The OpenAPI 3.1 description of the operations that this server has; `implemented` as the access table writes them. */
export function restOpenApi(implemented: ReadonlySet<string>): Json {
  const paths: Record<string, Record<string, Json>> = {
    '/oauth/token': {
      post: { summary: 'A token for client credentials', security: [], requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: schemaOf(tokenOperation.body) } } }, responses: { 200: { description: 'Done', content: { 'application/json': { schema: schemaOf(tokenOperation.answer) } } } } },
    },
  };
  for (const id of Object.keys(knownOperations) as OperationId[]) {
    const operation: KnownOperation = knownOperations[id];
    if (implemented.has(actionOf(operation))) (paths[`/v2${operation.path}`] ??= {})[operation.method.toLowerCase()] = describe(id, operation, describedOperations[id]);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vanthu: Orchestration Cluster REST API', version: '8.8', description: 'Keys are int64 as text. What the API has and this server has not is answered 501. At /8.9/v2 the same in the words of 8.9.' },
    security: [{ basic: [] }, { bearer: [] }],
    paths,
    components: {
      schemas: { ProblemDetail: { type: 'object', required: ['type', 'title', 'status', 'detail', 'instance'], properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, instance: { type: 'string' } } } },
      securitySchemes: { basic: { type: 'http', scheme: 'basic' }, bearer: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } } } },
    },
  };
}

function describe(id: OperationId, { method, path }: KnownOperation, described: DescribedOperation | undefined): Json {
  const isSearch = path.endsWith('/search');
  const status = described?.status ?? (method === 'GET' || isSearch || !described ? 200 : 204);
  return {
    operationId: id,
    summary: described?.summary ?? (isSearch ? 'A page of what the filter lets through' : id),
    parameters: [...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })), ...queryParameters(described?.query)],
    ...bodyOf(described, isSearch),
    responses: { [status]: { description: 'Done' }, default: { description: 'What went wrong', content: problem } },
  };
}

function bodyOf(described: DescribedOperation | undefined, isSearch: boolean): Json {
  if (described?.files) return { requestBody: { required: true, content: { 'multipart/form-data': { schema: withFiles(schemaOf(described.body ?? z.object({})), described.files) } } } };
  if (described?.body) return { requestBody: { content: { 'application/json': { schema: schemaOf(described.body) } } } };
  return isSearch ? { requestBody: { content: { 'application/json': { schema: searchSchema } } } } : {};
}

const searchSchema = { type: 'object', properties: { filter: { type: 'object' }, sort: { type: 'array', items: { type: 'object' } }, page: { type: 'object' } } };

function withFiles(schema: Json, files: readonly string[]): Json {
  const list = { type: 'array', items: { type: 'string', format: 'binary' } };
  return { ...schema, properties: { ...(schema['properties'] as Json | undefined), ...Object.fromEntries(files.map((each) => [each, list])) } };
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  const { properties = {} } = query ? (schemaOf(query) as { properties?: Record<string, Json> }) : {};
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return rest;
}
