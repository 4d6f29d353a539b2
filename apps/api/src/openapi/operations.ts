import {
  addItemSchema, completeTaskSchema, completedTaskSchema, diagramSchema, documentDetailSchema, documentListQuerySchema, documentPageSchema, documentSummarySchema, draftSchema, duplicateQuerySchema,
  familySchema, finishSigningSchema, incidentPageSchema, instanceActSchema, letterFrameSchema, lintAnswerSchema, lintRequestSchema, loginSchema, migrateInstanceSchema, migratedInstanceSchema, newInboundSchema, newOutboundSchema, orgUnitSchema, pageQuerySchema, personSchema,
  prepareSigningSchema, preparedSigningSchema, publishVariantSchema, readySchema, registerEntryPageSchema, registerSchema, removeItemSchema, restartInstanceSchema, restartedInstanceSchema, routingSchema, sendBackTaskSchema, sessionSchema, taskCountsSchema, taskDetailSchema,
  taskListQuerySchema, taskPageSchema, trailEntrySchema, withdrawStepSchema,
} from '@vanthu/model';
import { z } from 'zod';
import { archivedFileQuery } from '../documents/case-files.controller.js';
import { peopleQuery, unitQuery } from '../organisation/organisation.controller.js';
import { entriesQuery } from '../registers/registers.controller.js';
import { routingQuery } from '../routing/families.controller.js';

/** What an action takes and answers, for who writes a client. */
export interface Operation {
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A multipart body: the field `files`, and `document` as JSON where the action takes facts. */
  readonly upload?: { readonly document?: z.ZodType };
  /** Absent: 204 without a body. */
  readonly answer?: z.ZodType | 'file';
  /** Default 200. */
  readonly status?: 200 | 201;
}

const itemsOf = (item: z.ZodType) => z.object({ items: z.array(item) });
const archivedCaseSchema = z.object({ location: z.string(), files: z.array(z.object({ path: z.string() })) });
const refusalSchema = z.object({ channel: z.string(), refusal: z.string(), receivedAt: z.iso.datetime({ offset: true }) });
const pageOf = (item: z.ZodType) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** By action, as in the access table. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /health': { summary: 'The process lives', answer: z.object({ status: z.literal('alive') }) },
  'GET /ready': { summary: 'The server can serve; 503 with what is missing when it cannot', answer: readySchema },
  'GET /api/openapi.json': { summary: 'This description', answer: z.record(z.string(), z.unknown()) },
  'POST /api/session': { summary: 'Sign in; the answer sets the session cookie', body: loginSchema, answer: sessionSchema },
  'GET /api/session': { summary: 'Who is signed in, and the CSRF token', answer: sessionSchema },
  'DELETE /api/session': { summary: 'Sign out' },
  'GET /api/units': { summary: 'The directory', query: unitQuery, answer: itemsOf(orgUnitSchema) },
  'GET /api/people': { summary: 'People of a unit of the own agency', query: peopleQuery, answer: itemsOf(personSchema.pick({ username: true, displayName: true, title: true, unitId: true })) },
  'GET /api/tasks': { summary: 'The inbox, earliest due first', query: taskListQuerySchema, answer: taskPageSchema },
  'GET /api/tasks/counts': { summary: 'How much is in it, counted up to 1000', answer: taskCountsSchema },
  'GET /api/tasks/events': { summary: 'Server-sent events: `tasks` when something came into the inbox', answer: 'file' },
  'GET /api/tasks/:key': { summary: 'A task with its form and the ways to end it', answer: taskDetailSchema },
  'POST /api/tasks/:key/claim': { summary: 'Take a task of the group' },
  'POST /api/tasks/:key/unclaim': { summary: 'Give it back to the group' },
  'POST /api/tasks/:key/complete': { summary: 'End the step with one of its outcomes', body: completeTaskSchema, answer: completedTaskSchema },
  'POST /api/tasks/:key/signing': { summary: 'Prepare the file for a signature', body: prepareSigningSchema, answer: preparedSigningSchema },
  'POST /api/tasks/:key/signing/:signingId': { summary: 'Hand in the signature and end the step', body: finishSigningSchema, answer: completedTaskSchema },
  'GET /api/signing/trust': { summary: 'Certificates of the trusted authorities, as PEM', answer: 'file' },
  'GET /api/documents': { summary: 'Documents the person may see, newest first; `q` searches with and without diacritics', query: documentListQuerySchema, answer: documentPageSchema },
  'POST /api/documents': { summary: 'Begin an outbound document', body: newOutboundSchema, answer: documentDetailSchema, status: 201 },
  'POST /api/documents/inbound': { summary: 'Hand in a paper with its scans', upload: { document: newInboundSchema }, answer: documentDetailSchema, status: 201 },
  'GET /api/documents/duplicates': { summary: 'Documents that look the same', query: duplicateQuerySchema, answer: z.array(documentSummarySchema) },
  'GET /api/documents/:id': { summary: 'A document', answer: documentDetailSchema },
  'PUT /api/documents/:id/draft': { summary: 'Save the whole draft', body: draftSchema, answer: documentDetailSchema },
  'POST /api/documents/:id/files': { summary: 'Attach files to a draft: all or none', upload: {}, answer: documentDetailSchema, status: 201 },
  'GET /api/documents/:id/files/:fileId': { summary: 'A file', answer: 'file' },
  'GET /api/documents/:id/letter': { summary: 'What the form of the letter adds to a draft', answer: letterFrameSchema },
  'GET /api/documents/:id/trail': { summary: 'The timeline, oldest first', answer: z.array(trailEntrySchema) },
  'GET /api/documents/:id/diagram': { summary: 'Where it stands, on the diagrams of its processes', answer: z.array(diagramSchema) },
  'GET /api/documents/:id/recipients/:lineId/message': { summary: 'The message as it left for a recipient', answer: 'file' },
  'GET /api/documents/:id/archive': { summary: 'The archived case', answer: archivedCaseSchema },
  'GET /api/documents/:id/archive/files': { summary: 'A file of the archived case', query: archivedFileQuery, answer: 'file' },
  'GET /api/intake/refusals': { summary: 'Deliveries that were turned away', query: pageQuerySchema, answer: pageOf(refusalSchema) },
  'GET /api/registers': { summary: 'Registers of the own agency', answer: itemsOf(registerSchema) },
  'GET /api/registers/:id/entries': { summary: 'Entries of a register', query: entriesQuery, answer: registerEntryPageSchema },
  'GET /api/families': { summary: 'Process families', answer: itemsOf(familySchema) },
  'GET /api/families/:id/routing': { summary: 'The routing that a unit uses', query: routingQuery, answer: routingSchema },
  'POST /api/families/:id/lint': { summary: 'Check a variant', body: lintRequestSchema, answer: lintAnswerSchema },
  'POST /api/families/:id/variants': { summary: 'Publish a variant for a unit', body: publishVariantSchema, answer: routingSchema, status: 201 },
  'GET /api/operations/incidents': { summary: 'Stuck work, newest first', query: pageQuerySchema, answer: incidentPageSchema },
  'POST /api/operations/incidents/:key/resolve': { summary: 'Give it another try' },
  'POST /api/operations/instances/:key/suspend': { summary: 'Freeze it: no job is given out, no timer fires, no task ends; processes it called go on', body: instanceActSchema },
  'POST /api/operations/instances/:key/resume': { summary: 'Let it go on', body: instanceActSchema },
  'POST /api/operations/instances/:key/cancel': { summary: 'End it without a result, with the processes it called', body: instanceActSchema },
  'POST /api/operations/instances/:key/restart': { summary: 'Begin an ended one anew, at its start or at chosen elements', body: restartInstanceSchema, answer: restartedInstanceSchema, status: 201 },
  'POST /api/operations/instances/:key/migrate': { summary: 'Move it to another version of its process; a dry run only says what would happen', body: migrateInstanceSchema, answer: migratedInstanceSchema },
  'POST /api/operations/instances/:key/send-back': { summary: 'Return an open task to an earlier step', body: sendBackTaskSchema },
  'POST /api/operations/instances/:key/withdraw': { summary: 'Take back a finished step while nobody holds what follows', body: withdrawStepSchema },
  'POST /api/operations/instances/:key/items': { summary: 'One more item for a running multi-instance', body: addItemSchema },
  'POST /api/operations/instances/:key/items/remove': { summary: 'End an item without a result, or strike out one that has not begun', body: removeItemSchema },
};
