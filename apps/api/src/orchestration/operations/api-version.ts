import type { NextFunction, Request, Response } from 'express';
import type { OperationId } from './known-operations.js';

export type ApiVersion = '8.8' | '8.9';

interface VersionedRequest extends Request {
  apiVersion?: ApiVersion;
}

const prefix = '/8.9';

/**
 * `/v2` answers in the words of 8.8. `/8.9/v2` is the same in those of 8.9, which is not compatible both ways: strict clients of 8.9 want
 * every member, as null where there is nothing, and those of 8.8 refuse nulls and members they do not know. Nothing but the address tells them apart.
 */
export function apiVersions(request: VersionedRequest, _: Response, next: NextFunction): void {
  if (request.url.startsWith(`${prefix}/v2/`)) {
    request.url = request.url.slice(prefix.length);
    request.apiVersion = '8.9';
  }
  next();
}

export function apiVersionOf(request: Request): ApiVersion {
  return (request as VersionedRequest).apiVersion ?? '8.8';
}

/** Members of the answer itself that 8.8 does not know. */
const addedIn89: Readonly<Partial<Record<OperationId, readonly string[]>>> = {
  getTopology: ['clusterId'],
  createProcessInstance: ['businessId'],
  getProcessInstance: ['rootProcessInstanceKey', 'businessId'],
  getProcessDefinition: ['state'],
  getElementInstance: ['rootProcessInstanceKey'],
  getUserTask: ['rootProcessInstanceKey', 'tags'],
  getVariable: ['rootProcessInstanceKey'],
  getIncident: ['rootProcessInstanceKey'],
  getDecisionDefinition: ['decisionRequirementsName', 'decisionRequirementsVersion'],
  getDecisionInstance: ['rootProcessInstanceKey', 'rootDecisionDefinitionKey'],
};

/** Their content is the user's own: nulls in it stay. */
const freeContent = new Set(['variables', 'customHeaders', 'customProperties', 'schema']);

/** An answer of 8.9 as 8.8 gives it. */
export function answerAsOf88(operation: OperationId | undefined, answer: unknown): unknown {
  const shown = withoutNulls(answer);
  const added = (operation && addedIn89[operation]) ?? [];
  return added.length === 0 || !isObject(shown) ? shown : Object.fromEntries(Object.entries(shown).filter(([name]) => !added.includes(name)));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [[name, freeContent.has(name) ? each : withoutNulls(each)]])));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}
