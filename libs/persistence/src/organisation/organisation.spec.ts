import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleData, samplePassword } from '@vanthu/documents';
import { openDatabase, type Database } from '../data-source.js';
import { Sessions } from '../sessions/sessions.js';
import { testDatabases, testSurroundings } from '../testing/index.js';
import { Organisation } from './organisation.js';

describe.each(testDatabases())('Organisation on $name', (databases) => {
  const surroundings = testSurroundings();
  let database: Database;
  let organisation: Organisation;

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    organisation = new Organisation(database, surroundings);
    await organisation.loadSample(sampleData);
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await databases.stop();
  });

  it('keeps what was changed when the sample is loaded again', async () => {
    // given
    await organisation.setPassword('giamdoc.sgddt', 'mat khau moi 2026');
    // when
    await organisation.loadSample(sampleData);
    // then
    expect(await organisation.verifyPassword('giamdoc.sgddt', samplePassword)).toBeNull();
    expect(await organisation.verifyPassword('giamdoc.sgddt', 'mat khau moi 2026')).toMatchObject({ username: 'giamdoc.sgddt' });
  });

  it('gives units back exactly as they came', async () => {
    for (const unit of sampleData.units) expect(await organisation.unit(unit.id)).toEqual(unit);
    expect(await organisation.unit('Z99')).toBeNull();
  });

  it('climbs the tree, nearest first', async () => {
    expect((await organisation.ancestors('Z01.05-GDTrH')).map((unit) => unit.id)).toEqual(['Z01.05', 'Z01']);
    expect(await organisation.ancestors('Z02')).toEqual([]);
    expect((await organisation.children('Z02')).map((unit) => unit.id)).toEqual(['Z02.01', 'Z02.02', 'Z02.03', 'Z02.10', 'Z02.20', 'Z02.30']);
  });

  it('tells ids apart by case', async () => {
    expect(await organisation.unit('z01')).toBeNull();
    expect(await organisation.person('Giamdoc.sgddt')).toBeNull();
  });

  it.each([
    ['giáo dục trung học', ['Z01.05-GDTrH']],
    ['giao duc trung hoc', ['Z01.05-GDTrH']],
    ['dai hoc', ['Z02.30']],
    ['Z02.10', ['Z02.10']],
    ['100%', []],
  ])('finds units by "%s"', async (text, ids) => {
    expect((await organisation.search(text, 10)).map((unit) => unit.id)).toEqual(ids);
  });

  it('names the people of a role', async () => {
    expect((await organisation.peopleWithRole('clerk', 'Z01.05')).map((person) => person.username)).toEqual(['vanthu.sgddt', 'vanthu2.sgddt']);
    expect((await organisation.person('chanhvanphong.sgddt'))?.assignments).toEqual([
      { role: 'formatChecker', unitId: 'Z01.05' },
      { role: 'unitHead', unitId: 'Z01.05-VP' },
    ]);
  });

  it('refuses wrong passwords and unknown users alike', async () => {
    expect(await organisation.verifyPassword('vanthu.sgddt', 'sai')).toBeNull();
    expect(await organisation.verifyPassword('khong.co', samplePassword)).toBeNull();
    expect(await organisation.verifyPassword('vanthu.sgddt', samplePassword)).toMatchObject({ displayName: 'Văn Thư Mẫu 01' });
  });

  it('adds a person once', async () => {
    // given
    const admin = { username: 'admin', displayName: 'Quản Trị', title: '', unitId: 'Z01.05', email: null, assignments: [{ role: 'systemAdmin' as const, unitId: 'Z01.05' }] };
    // when
    expect(await organisation.addPerson(admin, 'mot mat khau')).toBe(true);
    expect(await organisation.addPerson({ ...admin, displayName: 'Khác' }, 'khac')).toBe(false);
    // then
    expect(await organisation.person('admin')).toEqual(admin);
  });

  it('opens sessions that end, and keeps no token', async () => {
    // given
    const sessions = new Sessions(database, surroundings);
    const opened = await sessions.open('vanthu.sgddt', 60_000);
    // then
    expect(await sessions.find(opened.token)).toEqual({ username: 'vanthu.sgddt', csrfToken: opened.csrfToken, expiresAt: opened.expiresAt });
    expect(await sessions.find('khong co')).toBeNull();
    expect(JSON.stringify(await database.dataSource.query('SELECT * FROM session'))).not.toContain(opened.token);
    // when
    surroundings.setTime(opened.expiresAt);
    // then
    expect(await sessions.find(opened.token)).toBeNull();
    await sessions.purgeExpired();
    expect(await database.dataSource.query('SELECT * FROM session')).toEqual([]);
  });
});
