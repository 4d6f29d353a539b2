import type { Access } from '../../authentication/access-table.js';
import { knownOperations, type KnownOperation } from './known-operations.js';

/** As Nest and the access table write it: `POST /v2/jobs/:jobKey/failure`. */
export function actionOf({ method, path }: KnownOperation): string {
  return `${method} /v2${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

/** What needs no sign-in, as on a Camunda cluster. */
const openToAll = new Set<string>(['getStatus', 'getLicense']);

/** Who may call `/v2`. Configured API clients may as well; they hold no role. */
export const restAccess: Readonly<Record<string, Access>> = {
  ...Object.fromEntries(Object.entries(knownOperations).map(([id, operation]) => [actionOf(operation), openToAll.has(id) ? 'public' : (['operator', 'systemAdmin'] as const)])),
};
