import type { Organisation } from '@vanthu/persistence';
import type { Configuration } from '../configuration/configuration.js';

const home = { id: 'system', name: 'Quản trị hệ thống', abbreviation: 'HT' };

/** Makes the administrator named in the configuration at the first start; an existing one is left as it is. */
export async function addAdministrator({ ADMIN_USERNAME, ADMIN_PASSWORD }: Configuration, organisation: Organisation): Promise<void> {
  if (!ADMIN_USERNAME || !ADMIN_PASSWORD || (await organisation.person(ADMIN_USERNAME))) return;
  if (!(await organisation.unit(home.id))) {
    await organisation.saveUnit({
      ...home, parentId: null, orgClass: 'department', organId: null, agencyId: home.id, isHosted: false, place: '',
      capabilities: { axis: false, guestAccount: false },
    });
  }
  await organisation.addPerson(
    { username: ADMIN_USERNAME, displayName: 'Quản trị hệ thống', title: 'Quản trị hệ thống', unitId: home.id, email: null, assignments: [{ role: 'systemAdmin', unitId: home.id }] },
    ADMIN_PASSWORD,
  );
}
