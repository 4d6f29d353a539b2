import type { Capabilities, OrgClass, OrgUnit, Person, RoleAssignment } from '@vanthu/model';

interface AgencyFacts {
  readonly id: string;
  readonly name: string;
  readonly abbreviation: string;
  readonly parentId: string | null;
  readonly orgClass: OrgClass;
  readonly place: string;
  readonly isHosted?: boolean;
  readonly capabilities?: Partial<Capabilities>;
}

/** An agency: its own register, seal and organisation identifier. */
export function agency(facts: AgencyFacts): OrgUnit {
  const { id, isHosted = false, capabilities, ...rest } = facts;
  return { id, ...rest, organId: id, agencyId: id, isHosted, capabilities: { axis: false, guestAccount: false, ...capabilities } };
}

interface DepartmentFacts {
  readonly agency: OrgUnit;
  readonly abbreviation: string;
  readonly name: string;
  readonly orgClass?: OrgClass;
  readonly id?: string;
}

/** A room inside an agency: it uses the agency's register and seal. */
export function department(facts: DepartmentFacts): OrgUnit {
  return {
    id: facts.id ?? `${facts.agency.id}-${facts.abbreviation}`,
    name: facts.name,
    abbreviation: facts.abbreviation,
    parentId: facts.agency.id,
    orgClass: facts.orgClass ?? 'department',
    organId: null,
    agencyId: facts.agency.id,
    isHosted: facts.agency.isHosted,
    capabilities: { axis: false, guestAccount: false },
    place: facts.agency.place,
  };
}

/** `assignments` of the person's own unit unless another is named. */
export function person(username: string, displayName: string, title: string, unit: OrgUnit, roles: readonly RoleAssignment['role'][], elsewhere: readonly RoleAssignment[] = []): Person {
  return {
    username,
    displayName,
    title,
    unitId: unit.id,
    email: `${username}@mau.example`,
    assignments: [...roles.map((role) => ({ role, unitId: unit.id })), ...elsewhere],
  };
}
