import { z } from 'zod';
import { keySchema } from '../key.js';

const LARGEST_KEY = '9223372036854775807';
const knownKeySchema = keySchema.refine((key) => key.length < LARGEST_KEY.length || key <= LARGEST_KEY);
const elementIdSchema = z.string().min(1).max(255);
/** Goes into the audit log with the name of the operator. */
const reasonSchema = z.string().trim().min(1).max(500);

/** POST /api/operations/instances/:key/{suspend,resume,cancel} (role operator or systemAdmin, as all actions of this file) */
export const instanceActSchema = z.strictObject({ reason: reasonSchema });
export type InstanceAct = z.infer<typeof instanceActSchema>;

/** POST /api/operations/instances/:key/restart: an ended one begins anew, at its start or at these elements. */
export const restartInstanceSchema = z.strictObject({ startElementIds: z.array(elementIdSchema).min(1).max(100).optional(), reason: reasonSchema });
export type RestartInstance = z.infer<typeof restartInstanceSchema>;
export const restartedInstanceSchema = z.object({ processInstanceKey: keySchema });
export type RestartedInstance = z.infer<typeof restartedInstanceSchema>;

/** POST /api/operations/instances/:key/migrate: to another version of the process. */
export const migrateInstanceSchema = z.strictObject({
  targetDefinitionKey: knownKeySchema,
  /** Old element ids to new ones; an element that is not named keeps its id. */
  mapping: z.record(elementIdSchema, elementIdSchema).default({}),
  /** Only says what would happen. */
  dryRun: z.boolean().default(false),
  reason: reasonSchema,
});
export type MigrateInstance = z.infer<typeof migrateInstanceSchema>;

const versionSchema = z.object({ definitionKey: keySchema, processId: z.string(), version: z.number().int() });

/** What stands against a migration: MIGRATION_REFUSED carries a list of these as `extra.problems`. */
export const migrationProblemSchema = z.object({
  elementId: z.string(),
  /** `ELEMENT_MISSING`, `TYPE_CHANGED`, … */
  code: z.string(),
  reason: z.object({ vi: z.string(), en: z.string() }),
});
export type MigrationProblemView = z.infer<typeof migrationProblemSchema>;

export const migratedInstanceSchema = z.object({
  /** `possible` and `impossible` answer a dry run. */
  outcome: z.enum(['migrated', 'possible', 'impossible']),
  /** Null where it cannot even be rehearsed. */
  report: z
    .object({
      from: versionSchema,
      to: versionSchema,
      elements: z.array(z.object({ elementInstanceKey: keySchema, from: z.string(), to: z.string() })),
      /** Elements whose events are no longer waited for, and those whose are from now on. */
      closed: z.array(z.string()),
      opened: z.array(z.string()),
    })
    .nullable(),
  problems: z.array(migrationProblemSchema),
});
export type MigratedInstance = z.infer<typeof migratedInstanceSchema>;

/** POST /api/operations/instances/:key/send-back */
export const sendBackTaskSchema = z.strictObject({
  taskKey: knownKeySchema,
  targetElementId: elementIdSchema,
  /** What happens to other branches: those that began after the target end (`downstream`), all go on, all end. */
  branches: z.enum(['downstream', 'keep', 'end']).default('downstream'),
  reason: reasonSchema,
});
export type SendBackTask = z.infer<typeof sendBackTaskSchema>;

/** POST /api/operations/instances/:key/withdraw: a finished step is done again, while nobody holds what follows it. */
export const withdrawStepSchema = z.strictObject({ elementId: elementIdSchema, reason: reasonSchema });
export type WithdrawStep = z.infer<typeof withdrawStepSchema>;

/** POST /api/operations/instances/:key/items: one more item for a running multi-instance. */
export const addItemSchema = z.strictObject({
  /** Of the multi-instance itself, not of one of its items. */
  bodyKey: knownKeySchema,
  /** Any JSON. */
  item: z.unknown().refine((item) => item !== undefined),
  reason: reasonSchema,
});
export type AddItem = z.infer<typeof addItemSchema>;

/** POST /api/operations/instances/:key/items/remove: a running item by its own key, or one that has not begun by the multi-instance and its number. */
export const removeItemSchema = z
  .strictObject({
    itemKey: knownKeySchema.optional(),
    bodyKey: knownKeySchema.optional(),
    /** 1, 2, 3 … */
    position: z.number().int().min(1).optional(),
    reason: reasonSchema,
  })
  .refine(({ itemKey, bodyKey, position }) => (itemKey === undefined) === (bodyKey !== undefined) && (bodyKey === undefined) === (position === undefined), { path: ['itemKey'] });
export type RemoveItem = z.infer<typeof removeItemSchema>;
