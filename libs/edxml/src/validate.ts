import { readFile } from 'node:fs/promises';
import { ParseOption, RelaxNGValidator, XmlDocument, XmlLibError } from 'libxml2-wasm';

export interface ValidationError {
  /** From 1; 0 when the parser does not say. */
  readonly line: number;
  readonly message: string;
}

export interface ValidationResult {
  readonly valid: boolean;
  readonly errors: readonly ValidationError[];
}

/** Our RELAX NG schema of both message kinds, for validators of other makes. */
export const schemaUrl = new URL('../schema/edxml.rng', import.meta.url);

const safeOptions =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG | ParseOption.XML_PARSE_HUGE;

let validator: Promise<RelaxNGValidator> | undefined;

/** Checks a message, strictly, against our RELAX NG schema. Nothing is fetched and no entity is expanded. */
export async function validate(xml: string): Promise<ValidationResult> {
  if (/<!DOCTYPE/i.test(xml)) {
    return { valid: false, errors: [{ line: 1, message: 'A document type declaration is not allowed' }] };
  }
  validator ??= loadValidator();
  const schema = await validator;
  return withErrors(() => {
    const document = XmlDocument.fromString(xml, { option: safeOptions });
    try {
      schema.validate(document);
    } finally {
      document.dispose();
    }
  });
}

async function loadValidator(): Promise<RelaxNGValidator> {
  const schema = XmlDocument.fromString(await readFile(schemaUrl, 'utf8'), { option: safeOptions });
  try {
    return RelaxNGValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}

function withErrors(check: () => void): ValidationResult {
  try {
    check();
    return { valid: true, errors: [] };
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const errors = error.details.map((detail) => ({ line: detail.line, message: detail.message.trim() }));
    return { valid: false, errors: errors.length > 0 ? errors : [{ line: 0, message: error.message.trim() }] };
  }
}
