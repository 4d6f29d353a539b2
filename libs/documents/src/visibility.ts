import { userPrincipal, type Person, type Role } from '@vanthu/model';

/** What a person may see of documents; administrators and operators see no content by their office. */
export interface Viewer {
  /** Agencies whose documents are all open to the person. */
  readonly agencyIds: readonly string[];
  /** `user:<name>` and `unit:<id>`: documents these take part in. */
  readonly principals: readonly string[];
}

const seesWholeAgency: ReadonlySet<Role> = new Set<Role>(['clerk', 'leader', 'formatChecker']);
const seesOwnUnit: ReadonlySet<Role> = new Set<Role>(['unitHead', 'specialist', 'clerk', 'leader']);

export function viewerOf(person: Pick<Person, 'username' | 'assignments'>): Viewer {
  const unitsWith = (roles: ReadonlySet<Role>) => [...new Set(person.assignments.filter((each) => roles.has(each.role)).map((each) => each.unitId))];
  return { agencyIds: unitsWith(seesWholeAgency), principals: [userPrincipal(person.username), ...unitsWith(seesOwnUnit).map(unitPrincipal)] };
}

export function unitPrincipal(unitId: string): string {
  return `unit:${unitId}`;
}
