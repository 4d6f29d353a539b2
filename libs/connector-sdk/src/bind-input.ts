import { z } from 'zod';
import { presentationOf } from './field.js';
import type { ConnectorSecrets } from './operation-context.js';
import { runtimeError } from './runtime-errors.js';
import { placesOf, vietnamese } from './schema-problems.js';

type JsonSchema = Readonly<Record<string, unknown>>;

const placeholder = /\{\{\s*secrets\.([A-Za-z_][\w.-]*)\s*\}\}/g;
const jsonSchemas = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON schema of what a diagram has to supply, defaults not yet filled in. */
export function inputJsonSchema(schema: z.ZodType): JsonSchema {
  const known = jsonSchemas.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
  jsonSchemas.set(schema, made);
  return made;
}

/** Resolves secrets where the schema accepts them, then validates. Throws `INPUT_INVALID` naming every field, never a value. */
export async function bindInput<Schema extends z.ZodType>(schema: Schema, raw: unknown, secrets: ConnectorSecrets): Promise<z.output<Schema>> {
  const resolved = await resolveSecrets(inputJsonSchema(schema), raw, secrets, false);
  const result = schema.safeParse(resolved, vietnamese);
  if (result.success) return result.data;
  throw runtimeError('INPUT_INVALID', { detail: placesOf(result.error) });
}

async function resolveSecrets(schema: JsonSchema, value: unknown, secrets: ConnectorSecrets, inherited: boolean): Promise<unknown> {
  const accepts = inherited || presentationOf(schema)?.acceptsSecrets === true;
  if (typeof value === 'string') return accepts ? fillIn(value, secrets) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return Promise.all(value.map((item: unknown) => resolveSecrets(asSchema(schema['items']), item, secrets, accepts)));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
  const properties = asSchema(schema['properties']);
  const entries = Object.entries(value).map(async ([key, item]) => {
    const inner = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties'];
    return [key, await resolveSecrets(asSchema(inner), item, secrets, accepts)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function fillIn(text: string, secrets: ConnectorSecrets): Promise<string> {
  const parts = text.split(placeholder);
  const filled = parts.map((part, index) => (index % 2 === 0 ? part : secrets.get(part)));
  return (await Promise.all(filled)).join('');
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : {};
}
