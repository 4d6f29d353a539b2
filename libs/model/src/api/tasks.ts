import { z } from 'zod';
import { keySchema } from '../key.js';
import { pageOf, pageQuerySchema } from './paging.js';

/** `mine` assigned to me · `group` offered to a group of mine and free · `all` both. */
export const taskListQuerySchema = pageQuerySchema.extend({
  filter: z.enum(['mine', 'group', 'all']).default('all'),
});

/** A line of the inbox. GET /api/tasks */
export const taskSummarySchema = z.object({
  key: keySchema,
  /** The step, e.g. "Tiếp nhận, vào sổ". */
  name: z.string(),
  elementId: z.string(),
  /** What kind of step the page must offer: `sign` and `sealAgency` need the signing agent. */
  kind: z.enum(['form', 'sign', 'sealAgency', 'draft']),
  processName: z.string(),
  assignee: z.string().nullable(),
  candidateGroups: z.array(z.string()),
  priority: z.number().int(),
  createdAt: z.iso.datetime({ offset: true }),
  dueAt: z.iso.datetime({ offset: true }).nullable(),
  /** The document the task is about. */
  document: z
    .object({
      id: keySchema,
      direction: z.enum(['inbound', 'outbound']),
      subject: z.string(),
      notation: z.string(),
      counterpart: z.string(),
      urgency: z.number().int(),
    })
    .nullable(),
});
export type TaskSummary = z.infer<typeof taskSummarySchema>;
export const taskPageSchema = pageOf(taskSummarySchema);

/** GET /api/tasks/counts; numbers are capped at 1000 ("999+"). */
export const taskCountsSchema = z.object({ mine: z.number().int(), group: z.number().int() });
export type TaskCounts = z.infer<typeof taskCountsSchema>;

/** One way to end the step: a button. The first is the primary one. */
export const taskOutcomeSchema = z.object({
  id: z.string(),
  /** The label, Vietnamese and English. */
  label: z.object({ vi: z.string(), en: z.string() }),
  tone: z.enum(['primary', 'secondary', 'danger']),
  /** A reason must be given (form field `reason`). */
  needsReason: z.boolean(),
  /** What happens then, in words, where it cannot be undone; shown before it is done. */
  consequence: z.object({ vi: z.string(), en: z.string() }).nullable(),
});
export type TaskOutcome = z.infer<typeof taskOutcomeSchema>;

/** GET /api/tasks/:key */
export const taskDetailSchema = taskSummarySchema.extend({
  /** form-js schema of the step. */
  form: z.record(z.string(), z.unknown()).nullable(),
  /** Values the form starts with. */
  data: z.record(z.string(), z.unknown()),
  outcomes: z.array(taskOutcomeSchema),
  /** Whether the signed-in person may act on it now, else why not. */
  canAct: z.boolean(),
  reasonCannotAct: z.string().nullable(),
  processInstanceKey: keySchema,
  state: z.enum(['created', 'completed', 'canceled']),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

/** POST /api/tasks/:key/complete. 409 TASK_NOT_OPEN when someone else was faster. */
export const completeTaskSchema = z.object({
  outcome: z.string().max(64),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type CompleteTask = z.infer<typeof completeTaskSchema>;

/** What opened next in the same case for the same person, so that the page can go on. */
export const completedTaskSchema = z.object({ nextTaskKey: keySchema.nullable(), documentId: keySchema.nullable() });
export type CompletedTask = z.infer<typeof completedTaskSchema>;
