import { z } from 'zod';
import { RestProblem } from './rest-problem.js';
import { DEFAULT_TENANT } from './rest-input.js';

export const tenantIdSchema = z.string().min(1).max(256).optional();

/** The unit a tenant stands for; the default tenant is no unit. */
export function unitOf(tenantId: string | undefined): string | null {
  return tenantId === undefined || tenantId === DEFAULT_TENANT ? null : tenantId;
}

/** @throws RestProblem INVALID_ARGUMENT: the law checks that a unit's variant must pass are made where variants are published */
export function onlyDefaultTenant(tenantId: string | undefined): void {
  if (unitOf(tenantId) !== null) throw new RestProblem('INVALID_ARGUMENT', `Only the tenant '${DEFAULT_TENANT}' can be deployed to; variants of units are published in the routing editor.`);
}
