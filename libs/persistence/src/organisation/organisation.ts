import { foldVietnamese, type SampleData } from '@vanthu/documents';
import type { OrgUnit, Person, Role } from '@vanthu/model';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { Database } from '../data-source.js';
import { BatchedRead } from '../database/batched-read.js';
import type { Surroundings } from '../surroundings.js';
import { hashPassword, passwordFits } from './password-hash.js';
import { OrgUnitRow, PersonRow, RoleAssignmentRow } from './organisation.entity.js';

const DEEPEST_TREE = 20;

/** Units, persons and their roles. */
export class Organisation {
  /** Every request asks who is calling. */
  private readonly callers = new BatchedRead((usernames) => this.activePersons(usernames));

  constructor(
    private readonly database: Database,
    private readonly surroundings: Pick<Surroundings, 'now'>,
  ) {}

  /** Adds what is missing of `data`; what is there stays as it is, so that a second start keeps changes. */
  async loadSample(data: SampleData): Promise<void> {
    const passwordHash = await hashPassword(data.password);
    await this.database.transaction(async (manager) => {
      for (const unit of data.units) {
        if (!(await manager.existsBy(OrgUnitRow, { id: unit.id }))) await manager.insert(OrgUnitRow, unitRow(unit));
      }
      for (const person of data.persons) {
        if (!(await manager.existsBy(PersonRow, { username: person.username }))) await this.insertPerson(manager, person, passwordHash);
      }
    });
  }

  /** Adds or replaces the unit. */
  async saveUnit(unit: OrgUnit): Promise<void> {
    await this.database.transaction((manager) => manager.save(OrgUnitRow, unitRow(unit)));
  }

  /** Adds the person; with `password` null there is no sign-in by password. False when the user name is taken; nothing is changed then. */
  async addPerson(person: Person, password: string | null): Promise<boolean> {
    const passwordHash = password === null ? null : await hashPassword(password);
    return this.database.transaction(async (manager) => {
      if (await manager.existsBy(PersonRow, { username: person.username })) return false;
      await this.insertPerson(manager, person, passwordHash);
      return true;
    });
  }

  async unit(id: string): Promise<OrgUnit | null> {
    const row = await this.units.findOneBy({ id });
    return row && unitView(row);
  }

  /** Known units among `ids`, in no order. */
  async unitsOf(ids: readonly string[]): Promise<OrgUnit[]> {
    return ids.length === 0 ? [] : (await this.units.findBy({ id: In([...ids]) })).map(unitView);
  }

  async unitByOrganId(organId: string): Promise<OrgUnit | null> {
    const row = await this.units.findOneBy({ organId });
    return row && unitView(row);
  }

  /** Units directly below, by id; of null: the roots. */
  async children(parentId: string | null): Promise<OrgUnit[]> {
    return (await this.units.find({ where: { parentId: parentId ?? IsNull() }, order: { id: 'ASC' } })).map(unitView);
  }

  /** From the parent upwards, nearest first; empty for a root or an unknown unit. */
  async ancestors(unitId: string): Promise<OrgUnit[]> {
    const chain: OrgUnit[] = [];
    let parentId = (await this.unit(unitId))?.parentId ?? null;
    while (parentId !== null && chain.length < DEEPEST_TREE) {
      const parent = await this.unit(parentId);
      if (!parent) break;
      chain.push(parent);
      parentId = parent.parentId;
    }
    return chain;
  }

  /** The parent of every unit, for those who climb the tree often. */
  async parents(): Promise<Map<string, string | null>> {
    const rows = await this.units.find({ select: { id: true, parentId: true } });
    return new Map(rows.map((row) => [row.id, row.parentId]));
  }

  /** Agencies whose registers this installation keeps. */
  async hostedAgencies(): Promise<OrgUnit[]> {
    const rows = await this.units.find({ where: { isHosted: true }, order: { id: 'ASC' } });
    return rows.filter((row) => row.id === row.agencyId).map(unitView);
  }

  /** By name, abbreviation or code, with or without diacritics; every word must occur. */
  async search(text: string, limit: number): Promise<OrgUnit[]> {
    const words = foldVietnamese(text).split(/\s+/).filter(Boolean).slice(0, 8);
    const query = this.units.createQueryBuilder('unit').orderBy('unit.id').take(limit);
    words.forEach((word, index) => query.andWhere(`unit.searchText LIKE :word${index} ESCAPE '!'`, { [`word${index}`]: `%${word.replace(/[!%_]/g, '!$&')}%` }));
    return (await query.getMany()).map(unitView);
  }

  /** Null when unknown or no longer active. */
  person(username: string): Promise<Person | null> {
    return this.callers.get(username);
  }

  /** Active members of the unit, by name. */
  async personsOf(unitId: string): Promise<Person[]> {
    return this.withRoles(await this.persons.find({ where: { unitId, isActive: true }, order: { displayName: 'ASC' } }));
  }

  /** Active members of the agency with exactly this name. */
  async peopleNamed(displayName: string, agencyId: string): Promise<Person[]> {
    const found = await this.withRoles(await this.persons.find({ where: { displayName, isActive: true }, order: { username: 'ASC' } }));
    const units = await this.unitsOf(found.map((each) => each.unitId));
    return found.filter((each) => each.displayName === displayName && units.some((unit) => unit.id === each.unitId && unit.agencyId === agencyId));
  }

  async peopleWithRole(role: Role, unitId: string): Promise<Person[]> {
    const usernames = (await this.roles.findBy({ role, unitId })).map((each) => each.username);
    if (usernames.length === 0) return [];
    return this.withRoles(await this.persons.find({ where: { username: In(usernames), isActive: true }, order: { displayName: 'ASC' } }));
  }

  /** The person when user name and password fit; takes as long for an unknown user as for a wrong password. */
  async verifyPassword(username: string, password: string): Promise<Person | null> {
    const row = await this.persons.findOneBy({ username, isActive: true });
    const fits = await passwordFits(password, row?.passwordHash ?? (await unknownUserHash()));
    return row?.passwordHash && fits ? this.person(username) : null;
  }

  async setPassword(username: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.database.transaction((manager) => manager.update(PersonRow, { username }, { passwordHash }));
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.persons.exists());
  }

  private get units() {
    return this.database.dataSource.getRepository(OrgUnitRow);
  }

  private get persons() {
    return this.database.dataSource.getRepository(PersonRow);
  }

  private get roles() {
    return this.database.dataSource.getRepository(RoleAssignmentRow);
  }

  private async insertPerson(manager: EntityManager, person: Person, passwordHash: string | null): Promise<void> {
    const { assignments, ...facts } = person;
    await manager.insert(PersonRow, { ...facts, passwordHash, isActive: true, createdAt: this.surroundings.now() });
    if (assignments.length > 0) await manager.insert(RoleAssignmentRow, assignments.map((each) => ({ username: person.username, ...each })));
  }

  private async activePersons(usernames: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const persons = await this.withRoles(await this.persons.findBy({ username: In([...usernames]), isActive: true }));
    return new Map(persons.map((each) => [each.username, each]));
  }

  private async withRoles(rows: readonly PersonRow[]): Promise<Person[]> {
    const roles = rows.length === 0 ? [] : await this.roles.find({ where: { username: In(rows.map((row) => row.username)) }, order: { unitId: 'ASC', role: 'ASC' } });
    return rows.map(({ username, displayName, title, unitId, email }) => ({
      username,
      displayName,
      title,
      unitId,
      email,
      assignments: roles.filter((each) => each.username === username).map(({ role, unitId: at }) => ({ role, unitId: at })),
    }));
  }
}

let unknownUser: Promise<string> | null = null;
function unknownUserHash(): Promise<string> {
  unknownUser ??= hashPassword('nobody has this password');
  return unknownUser;
}

function unitRow(unit: OrgUnit): OrgUnitRow {
  return { ...unit, searchText: foldVietnamese(`${unit.name} ${unit.abbreviation} ${unit.id}`).slice(0, 400) };
}

function unitView({ searchText: _, ...unit }: OrgUnitRow): OrgUnit {
  return { ...unit };
}
