import type { z } from 'zod';
import type { LocalText } from './local-text.js';

/** What the properties panel shows for an input field, and how it is bound. */
export interface FieldPresentation {
  readonly label: LocalText;
  readonly hint?: LocalText;
  /** Several lines. */
  readonly multiline?: boolean;
  /** Whether `{{secrets.NAME}}` is resolved here. Only where a diagram writes it: never for text that came from outside. */
  readonly acceptsSecrets?: boolean;
}

/** Attaches the presentation to a field's schema; put it last, around `.optional()` and `.default()`. */
export function field<Schema extends z.ZodType>(schema: Schema, presentation: FieldPresentation): Schema {
  return schema.meta({ vanthu: presentation }) as Schema;
}

/** Reads it back from the field's JSON schema. */
export function presentationOf(jsonSchema: Readonly<Record<string, unknown>>): FieldPresentation | null {
  return (jsonSchema['vanthu'] as FieldPresentation | undefined) ?? null;
}
