import { afterEach, describe, expect, it } from '@jest/globals';
import { openDatabase, domainStores, type Database } from '@vanthu/persistence';
import { addAdministrator } from './administrator.js';

describe('the administrator', () => {
  let database: Database;
  const organisation = async () => {
    database = await openDatabase({ file: ':memory:' });
    return domainStores(database, { now: () => 1, nextKey: () => '1' }).organisation;
  };
  afterEach(() => database?.close());

  it('is the one that is configured, and stays as it is', async () => {
    const people = await organisation();
    expect(await addAdministrator({ ADMIN_USERNAME: 'quantri', ADMIN_PASSWORD: 'mat-khau-1' }, people)).toBeNull();
    expect(await addAdministrator({ ADMIN_USERNAME: 'quantri', ADMIN_PASSWORD: 'mat-khau-2' }, people)).toBeNull();
    expect(await people.verifyPassword('quantri', 'mat-khau-1')).toMatchObject({ assignments: [{ role: 'systemAdmin' }] });
  });

  it('is made and told once where there is nobody', async () => {
    const people = await organisation();
    const made = await addAdministrator({}, people);
    expect(made?.username).toBe('admin');
    expect(await people.verifyPassword('admin', made?.password ?? '')).not.toBeNull();
    expect(await addAdministrator({}, people)).toBeNull();
  });
});
