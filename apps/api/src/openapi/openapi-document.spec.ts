import { accessTable } from '../authentication/access-table.js';
import { openApiDocument } from './openapi-document.js';
import { operations } from './operations.js';

interface Described {
  readonly parameters: { name: string; in: string; required: boolean }[];
  readonly security: unknown[];
  readonly responses: Record<string, unknown>;
  readonly requestBody?: { content: Record<string, { schema: { properties: object } }> };
}

describe('the OpenAPI description', () => {
  const { paths } = openApiDocument(operations) as { paths: Record<string, Record<string, Described>> };

  it('names every action of the server and no other', () => {
    const own = Object.keys(accessTable).filter((action) => !/^\w+ \/((v2|oauth)\/|metrics$)/.test(action)).sort();
    expect(Object.keys(operations).sort()).toEqual(own);
    expect(Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)).sort()).toEqual(own);
  });

  it('says what is sent, what comes back, and who may', () => {
    const complete = paths['/api/tasks/{key}/complete']?.['post'];
    expect(complete?.parameters).toEqual([{ name: 'key', in: 'path', required: true, schema: { type: 'string' } }]);
    expect(complete?.requestBody?.content['application/json']?.schema.properties).toHaveProperty('outcome');
    expect(complete?.security).toEqual([{ session: [], csrf: [] }]);
    expect(Object.keys(complete?.responses ?? {})).toEqual(['200', 'default']);
    expect(paths['/api/documents']?.['get']?.parameters.map((each) => [each.name, each.required])).toContainEqual(['q', false]);
    expect(paths['/health']?.['get']?.security).toEqual([]);
  });
});
