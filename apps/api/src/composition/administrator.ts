import { randomBytes } from 'node:crypto';
import type { Organisation } from '@vanthu/persistence';
import type { Configuration } from '../configuration/configuration.js';

const home = { id: 'system', name: 'Quản trị hệ thống', abbreviation: 'HT' };

/** An administrator with a password that nobody chose; told once to who starts the server. */
export interface MadeAdministrator {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes the administrator named in the configuration at the first start; an existing one is left as it is. Where none is named and there
 * is nobody at all to sign in, one is made with a password of its own and returned.
 */
export async function addAdministrator(configuration: Pick<Configuration, 'ADMIN_USERNAME' | 'ADMIN_PASSWORD'>, organisation: Organisation): Promise<MadeAdministrator | null> {
  const { ADMIN_USERNAME, ADMIN_PASSWORD } = configuration;
  if (ADMIN_USERNAME && ADMIN_PASSWORD) {
    if (!(await organisation.person(ADMIN_USERNAME))) await add(ADMIN_USERNAME, ADMIN_PASSWORD, organisation);
    return null;
  }
  if (!(await organisation.isEmpty())) return null;
  const made = { username: 'admin', password: randomBytes(15).toString('base64url') };
  return (await add(made.username, made.password, organisation)) ? made : null;
}

async function add(username: string, password: string, organisation: Organisation): Promise<boolean> {
  if (!(await organisation.unit(home.id))) {
    await organisation.saveUnit({
      ...home, parentId: null, orgClass: 'department', organId: null, agencyId: home.id, isHosted: false, place: '',
      capabilities: { axis: false, guestAccount: false },
    });
  }
  return organisation.addPerson(
    { username, displayName: 'Quản trị hệ thống', title: 'Quản trị hệ thống', unitId: home.id, email: null, assignments: [{ role: 'systemAdmin', unitId: home.id }] },
    password,
  );
}
