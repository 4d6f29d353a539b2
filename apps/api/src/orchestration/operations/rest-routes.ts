import type { Access } from '../../authentication/access-table.js';
import { knownOperations, type KnownOperation, type OperationId } from './known-operations.js';

/** As Nest and the access table write it: `POST /v2/jobs/:jobKey/failure`. */
export function actionOf({ method, path }: KnownOperation): string {
  return `${method} /v2${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

export const operationByAction: ReadonlyMap<string, OperationId> = new Map((Object.keys(knownOperations) as OperationId[]).map((id) => [actionOf(knownOperations[id]), id]));

/** What needs no sign-in, as on a Camunda cluster. */
const openToAll = new Set<OperationId>(['getStatus', 'getLicense']);

/** Who may call `/v2`. Configured API clients may as well; they hold no role. */
export const restAccess: Readonly<Record<string, Access>> = {
  ...Object.fromEntries([...operationByAction].map(([action, id]): [string, Access] => [action, openToAll.has(id) ? 'public' : ['operator', 'systemAdmin']])),
  'GET /v2/openapi.json': 'public',
  // the link itself is the permission
  'GET /v2/documents/:documentId/linked': 'public',
};
