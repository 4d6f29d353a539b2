import { z } from 'zod';
import { keySchema, operationReferenceSchema, variablesSchema } from '../problems/free-form.js';

const variableInstructions = z.array(z.strictObject({ variables: variablesSchema, scopeId: z.string().optional() })).default([]);

export type VariableInstructions = z.infer<typeof variableInstructions>;

export const modificationSchema = z.strictObject({
  operationReference: operationReferenceSchema,
  activateInstructions: z
    .array(z.strictObject({ elementId: z.string().min(1), variableInstructions, ancestorElementInstanceKey: keySchema.or(z.literal('-1')).optional() }))
    .optional(),
  /** By key; since 8.9 also by the id of an element: all its instances. */
  terminateInstructions: z
    .array(z.union([z.strictObject({ elementInstanceKey: keySchema }), z.strictObject({ elementId: z.string().min(1) })]))
    .optional(),
  moveInstructions: z
    .array(
      z.strictObject({
        sourceElementInstruction: z.union([
          z.strictObject({ sourceType: z.literal('byId').optional(), sourceElementId: z.string().min(1) }),
          z.strictObject({ sourceType: z.literal('byKey').optional(), sourceElementInstanceKey: keySchema }),
        ]),
        targetElementId: z.string().min(1),
        ancestorScopeInstruction: z.strictObject({ ancestorScopeType: z.enum(['direct', 'inferred', 'sourceParent']), ancestorElementInstanceKey: keySchema.optional() }).optional(),
        variableInstructions,
      }),
    )
    .optional(),
});

export type Modification = z.infer<typeof modificationSchema>;
