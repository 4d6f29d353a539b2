import { problemSchema, roles } from '@vanthu/model';
import { z } from 'zod';
import { accessTable, type Access } from '../authentication/access-table.js';
import { sessionCookie } from '../authentication/session-cookie.js';
import type { Operation } from './operations.js';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 description of these operations; who may call them comes from the access table. */
export function openApiDocument(operations: Readonly<Record<string, Operation>>): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [action, operation] of Object.entries(operations)) {
    const [method = '', route = ''] = action.split(' ');
    (paths[route.replace(/:(\w+)/g, '{$1}')] ??= {})[method.toLowerCase()] = describe(method, route, operation, accessTable[action]);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vanthu', version: '1', description: 'Times are ISO 8601; keys are int64 as strings. Errors are problem details (RFC 9457) in the language of Accept-Language, vi or en.' },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The csrfToken of the session, with every request that changes something.' },
      },
    },
  };
}

function describe(method: string, route: string, { summary, query, body, upload, answer, status = 200 }: Operation, access: Access | undefined): Json {
  const content = body ? { 'application/json': { schema: schemaOf(body, 'input') } } : upload ? { 'multipart/form-data': { schema: uploadSchema(upload.document) } } : null;
  return {
    summary,
    ...(Array.isArray(access) && { description: `Needs one of the roles: ${roles.filter((each) => access.includes(each)).join(', ')}.` }),
    security: access === 'public' ? [] : [{ session: [], ...(method !== 'GET' && { csrf: [] }) }],
    parameters: [...pathParameters(route), ...queryParameters(query)],
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      ...(answer ? { [status]: { description: 'Done', content: answerContent(answer) } } : { 204: { description: 'Done' } }),
      default: { description: 'What went wrong', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function answerContent(answer: z.ZodType | 'file'): Json {
  return answer === 'file' ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: schemaOf(answer, 'output') } };
}

function uploadSchema(document: z.ZodType | undefined): Json {
  const files = { type: 'array', items: { type: 'string', format: 'binary' }, maxItems: 20 };
  return { type: 'object', properties: { ...(document && { document: schemaOf(document, 'input') }), files }, required: document ? ['document'] : ['files'] };
}

function pathParameters(route: string): Json[] {
  return [...route.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
