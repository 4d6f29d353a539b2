import type { Role } from '@vanthu/model';
import type { IconName } from '../elements/icon';
import type { Dictionary } from '../language/vi';

export type Destination = {
  readonly path: string;
  readonly icon: IconName;
  readonly label: keyof Dictionary['shell'] & ('tasks' | 'inbound' | 'outbound' | 'registers' | 'routing' | 'operations');
  /** Who sees it; empty means everyone. */
  readonly roles: readonly Role[];
};

export const registerRoles: readonly Role[] = ['clerk', 'leader', 'unitHead', 'formatChecker'];
/** Who sees what was turned away at the door. */
export const refusalRoles: readonly Role[] = ['clerk', 'operator', 'systemAdmin'];
export const routingRoles: readonly Role[] = ['unitAdmin', 'systemAdmin'];
export const operationsRoles: readonly Role[] = ['operator', 'systemAdmin'];

/** The places of the left rail, in order. */
export const destinations: readonly Destination[] = [
  { path: '/tasks', icon: 'tasks', label: 'tasks', roles: [] },
  { path: '/documents/inbound', icon: 'inbound', label: 'inbound', roles: [] },
  { path: '/documents/outbound', icon: 'outbound', label: 'outbound', roles: [] },
  { path: '/registers', icon: 'registers', label: 'registers', roles: registerRoles },
  { path: '/routing', icon: 'routing', label: 'routing', roles: routingRoles },
  { path: '/operations', icon: 'operations', label: 'operations', roles: operationsRoles },
];
