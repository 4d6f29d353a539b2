import { z } from 'zod';
import { keySchema } from '../key.js';

/** GET /api/families */
export const familySchema = z.object({
  id: z.string(),
  name: z.object({ vi: z.string(), en: z.string() }),
  /** Units that have published a variant of their own. */
  variantUnitIds: z.array(z.string()),
});
export type Family = z.infer<typeof familySchema>;

/** GET /api/families/:id/routing?unit=: the nearest variant up the unit tree, else the base. */
export const routingSchema = z.object({
  familyId: z.string(),
  unitId: z.string(),
  /** Where the routing comes from: a unit's id, or null for the base. */
  sourceUnitId: z.string().nullable(),
  sourceName: z.string(),
  version: z.number().int(),
  processDefinitionKey: keySchema,
  effectiveFrom: z.iso.date(),
  xml: z.string(),
});
export type Routing = z.infer<typeof routingSchema>;

/** A finding of the checks, with its place on the diagram. */
export const lintFindingSchema = z.object({
  elementId: z.string().nullable(),
  severity: z.enum(['error', 'warning']),
  rule: z.string(),
  message: z.object({ vi: z.string(), en: z.string() }),
  /** Where the finding is about an expression: the text without `=`, and the part that is wrong. */
  expression: z.object({ text: z.string(), from: z.number().int(), to: z.number().int() }).optional(),
});
export type LintFinding = z.infer<typeof lintFindingSchema>;

/** POST /api/families/:id/lint {xml} → findings. */
export const lintRequestSchema = z.object({ xml: z.string().min(1).max(2_000_000) });
export const lintAnswerSchema = z.object({ findings: z.array(lintFindingSchema) });

/** POST /api/families/:id/variants: publishes for a unit; refused with VARIANT_INVALID and findings in `extra`. */
export const publishVariantSchema = z.object({
  unitId: z.string().min(1).max(64),
  xml: z.string().min(1).max(2_000_000),
  /** absent: today */
  effectiveFrom: z.iso.date().optional(),
});
export type PublishVariant = z.infer<typeof publishVariantSchema>;
