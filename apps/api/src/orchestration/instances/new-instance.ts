import { z } from 'zod';
import { int64Schema, keySchema, operationReferenceSchema, variablesSchema } from '../problems/free-form.js';
import { tenantIdSchema } from '../problems/tenant.js';

/** How long a client waits for the end where it does not say; ms. */
export const DEFAULT_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;

/** 0: the server's own default. */
export const waitSchema = int64Schema.transform((ms) => Math.min(ms <= 0 ? DEFAULT_WAIT_MS : ms, LONGEST_WAIT_MS)).default(DEFAULT_WAIT_MS);

export const newInstanceSchema = z
  .strictObject({
    processDefinitionId: z.string().min(1).optional(),
    processDefinitionVersion: z.int().optional(),
    processDefinitionKey: keySchema.optional(),
    variables: variablesSchema.optional(),
    tenantId: tenantIdSchema,
    operationReference: operationReferenceSchema,
    startInstructions: z.array(z.strictObject({ elementId: z.string().min(1) })).optional(),
    runtimeInstructions: z.array(z.strictObject({ type: z.literal('TERMINATE_PROCESS_INSTANCE').optional(), afterElementId: z.string().min(1) })).optional(),
    awaitCompletion: z.boolean().optional(),
    fetchVariables: z.array(z.string()).nullish(),
    requestTimeout: waitSchema,
    /** Not kept, and refused instead of being lost in silence. */
    tags: z.array(z.string()).max(0, 'this server keeps no tags').optional(),
    businessId: z.string().max(256).nullish(),
  })
  .refine((each) => (each.processDefinitionId === undefined) !== (each.processDefinitionKey === undefined), 'Exactly one of processDefinitionId and processDefinitionKey is needed');
