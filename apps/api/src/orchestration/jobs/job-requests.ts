import { z } from 'zod';
import { DEFAULT_WAIT_MS } from '../instances/new-instance.js';
import { int64Schema, operationReferenceSchema, variablesSchema } from '../problems/free-form.js';
import { tenantIdSchema } from '../problems/tenant.js';

/** As many jobs are given at a time, whatever is asked for. */
const MOST_JOBS = 1_000;
const LONGEST_POLL_MS = 600_000;

const positive = (words: string) => int64Schema.refine((value) => value > 0, words);

export const activationSchema = z.strictObject({
  type: z.string().min(1),
  worker: z.string().max(255).optional(),
  timeout: positive('must be longer than 0 ms'),
  maxJobsToActivate: positive('must be at least 1').transform((value) => Math.min(value, MOST_JOBS)),
  fetchVariable: z.array(z.string()).nullish(),
  /** 0: the server's own; negative: answered at once. */
  requestTimeout: int64Schema.transform((ms) => (ms === 0 ? DEFAULT_WAIT_MS : Math.min(Math.max(ms, 0), LONGEST_POLL_MS))).default(DEFAULT_WAIT_MS),
  tenantIds: z.array(tenantIdSchema.unwrap()).nullish(),
  tenantFilter: z.enum(['PROVIDED', 'ASSIGNED']).optional(),
});

const text = z.string().nullish();

const corrections = z.strictObject({
  assignee: text,
  dueDate: text,
  followUpDate: text,
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().min(0).max(100).nullish(),
});

export type Corrections = z.infer<typeof corrections>;

export const completionSchema = z.strictObject({
  variables: variablesSchema.nullish(),
  result: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('userTask'), denied: z.boolean().nullish(), deniedReason: text, corrections: corrections.nullish() }),
      z.strictObject({
        type: z.literal('adHocSubProcess'),
        activateElements: z.array(z.strictObject({ elementId: z.string().min(1), variables: variablesSchema.nullish() })).optional(),
        isCompletionConditionFulfilled: z.boolean().optional(),
        isCancelRemainingInstances: z.boolean().optional(),
      }),
    ])
    .nullish(),
});

export const failureSchema = z.strictObject({
  retries: z.int().min(0).nullish(),
  errorMessage: text,
  retryBackOff: int64Schema.refine((ms) => ms >= 0, 'must not be negative').nullish(),
  variables: variablesSchema.nullish(),
});

export const jobErrorSchema = z.strictObject({ errorCode: z.string().min(1), errorMessage: text, variables: variablesSchema.nullish() });

export const jobUpdateSchema = z.strictObject({
  changeset: z
    .strictObject({ retries: z.int().min(1).nullish(), timeout: int64Schema.refine((ms) => ms >= 0, 'must not be negative').nullish() })
    .refine((each) => typeof each.retries === 'number' || typeof each.timeout === 'number', 'retries or timeout is needed'),
  operationReference: operationReferenceSchema,
});
