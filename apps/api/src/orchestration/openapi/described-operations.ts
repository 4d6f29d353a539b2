import { z } from 'zod';
import { tokenAnswerSchema, tokenRequestSchema } from '../authentication/token.controller.js';
import { pinSchema } from '../clock/clock.controller.js';
import { evaluationSchema } from '../decisions/decision-evaluation.controller.js';
import { deploymentSchema } from '../deployments/deployments.controller.js';
import { deleteResourceSchema } from '../deployments/resources.controller.js';
import { metadataSchema } from '../documents/document-metadata.js';
import { documentQuery, linkSchema, newDocumentQuery } from '../documents/documents.controller.js';
import { resolutionSchema } from '../incidents/incidents.controller.js';
import { adHocActivationSchema, setVariablesSchema } from '../instances/element-instances.controller.js';
import { modificationSchema } from '../instances/modification.js';
import { newInstanceSchema } from '../instances/new-instance.js';
import { cancellationSchema, migrationSchema } from '../instances/process-instances.controller.js';
import { activationSchema, completionSchema, failureSchema, jobErrorSchema, jobUpdateSchema } from '../jobs/job-requests.js';
import { correlationSchema, publicationSchema } from '../messages/messages.controller.js';
import { broadcastSchema } from '../messages/signals.controller.js';
import type { OperationId } from '../operations/known-operations.js';
import { assignmentSchema, taskCompletionSchema, taskUpdateSchema } from '../user-tasks/user-tasks.controller.js';

/** What an operation takes; the answers are those of the API's own description. */
export interface DescribedOperation {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** Names of the fields of a multipart body that are files, beside those of `body`. */
  readonly files?: readonly string[];
  /** Default: 204 for what changes something, else 200. */
  readonly status?: 200 | 201;
}

export const tokenOperation = { body: tokenRequestSchema, answer: tokenAnswerSchema };

export const describedOperations: Readonly<Partial<Record<OperationId, DescribedOperation>>> = {
  getTopology: { summary: 'The server, as a cluster of one node' },
  getStatus: { summary: 'Whether it can serve' },
  getLicense: { summary: 'Always valid' },
  getAuthentication: { summary: 'Who is calling' },
  pinClock: { summary: 'Hold the clock still, where API_CLOCK is adjustable', body: pinSchema },
  resetClock: { summary: 'Let the clock run again' },
  createDeployment: { summary: 'Deploy BPMN, DMN and form files', body: deploymentSchema, files: ['resources'], status: 200 },
  getResource: { summary: 'What was deployed, by key' },
  getResourceContent: { summary: 'Its text' },
  deleteResource: { summary: 'Nothing starts by it any more', body: deleteResourceSchema, status: 200 },
  createProcessInstance: { summary: 'Start an instance, and wait for its end where awaitCompletion says so', body: newInstanceSchema, status: 200 },
  cancelProcessInstance: { summary: 'End it and what it called', body: cancellationSchema },
  modifyProcessInstance: { summary: 'Begin and end elements of it', body: modificationSchema },
  migrateProcessInstance: { summary: 'Move it to another version', body: migrationSchema },
  createElementInstanceVariables: { summary: 'Set variables where they are, or local to an element instance', body: setVariablesSchema },
  activateAdHocSubProcessActivities: { summary: 'Begin activities of an ad-hoc subprocess', body: adHocActivationSchema },
  resolveIncident: { summary: 'Try the failed step again', body: resolutionSchema },
  activateJobs: { summary: 'Take jobs, waiting for the first one', body: activationSchema, status: 200 },
  completeJob: { summary: 'The work is done', body: completionSchema },
  failJob: { summary: 'The work failed', body: failureSchema },
  throwJobError: { summary: 'An error that the diagram knows', body: jobErrorSchema },
  updateJob: { summary: 'Change its retries, or how long it is held', body: jobUpdateSchema },
  assignUserTask: { summary: 'Give a task to somebody', body: assignmentSchema },
  unassignUserTask: { summary: 'Give it back' },
  updateUserTask: { summary: 'Change its dates, candidates and priority', body: taskUpdateSchema },
  completeUserTask: { summary: 'The task is done', body: taskCompletionSchema },
  publishMessage: { summary: 'Send a message that may wait for its receiver', body: publicationSchema, status: 200 },
  correlateMessage: { summary: 'Send a message to who waits for it now', body: correlationSchema, status: 200 },
  broadcastSignal: { summary: 'Send a signal to all', body: broadcastSchema, status: 200 },
  evaluateDecision: { summary: 'Evaluate a decision by itself', body: evaluationSchema, status: 200 },
  createDocument: { summary: 'Keep a file', query: newDocumentQuery, body: z.object({ metadata: metadataSchema.optional() }), files: ['file'], status: 201 },
  createDocuments: { summary: 'Keep several files', body: z.object({ metadataList: z.array(metadataSchema).optional() }), files: ['files'], status: 201 },
  getDocument: { summary: 'The file', query: documentQuery },
  deleteDocument: { summary: 'Forget it' },
  createDocumentLink: { summary: 'A link that opens it without signing in for a while', query: documentQuery, body: linkSchema, status: 201 },
};
