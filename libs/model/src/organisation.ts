import { z } from 'zod';

/** What a person may do in a unit. Candidate groups of tasks are written `<role>@<unit id>`. */
export const roles = [
  'clerk',
  'leader',
  'unitHead',
  'specialist',
  'formatChecker',
  'unitAdmin',
  'operator',
  'systemAdmin',
] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

/**
 * The classes of organisations that channel policy speaks of.
 * `department` is a room or board inside an agency: no mailbox, no seal, no register of its own.
 */
export const orgClasses = [
  'ministry',
  'ministryOffice',
  'ministryDepartment',
  'directorate',
  'serviceUnit',
  'university',
  'provincialCommittee',
  'provincialDepartment',
  'school',
  'communeCommittee',
  'department',
  'external',
] as const;
export type OrgClass = (typeof orgClasses)[number];

/** How a unit can be reached; absent means it cannot. */
export const capabilitiesSchema = z.object({
  /** Connected to the document axis under its organId. */
  axis: z.boolean().default(false),
  /** The unit's declared transaction mailbox. */
  email: z.email().optional(),
  /** Holds a guest clerk's account on this system. */
  guestAccount: z.boolean().default(false),
  postalAddress: z.string().max(500).optional(),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

export const orgUnitSchema = z.object({
  /** `Z01.05` for an agency (its organId), `Z01.05-VP` for a department inside it. */
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  /** As in the notation of its documents: `SGDĐT`, `VP`. */
  abbreviation: z.string().min(1).max(40),
  parentId: z.string().max(64).nullable(),
  orgClass: z.enum(orgClasses),
  /** Organisation identifier on the axis, up to 35 characters (QĐ 20/2020/QĐ-TTg); departments have none. */
  organId: z.string().max(35).nullable(),
  /** The agency whose register and seal the unit uses: its own id for an agency. */
  agencyId: z.string().min(1).max(64),
  /** Whether this installation keeps the agency's registers; other units are only addresses. */
  isHosted: z.boolean(),
  capabilities: capabilitiesSchema,
  /** Place named in the date line: "Mẫu, ngày 05 tháng 02 năm 2026". */
  place: z.string().max(100).default(''),
});
export type OrgUnit = z.infer<typeof orgUnitSchema>;

export const roleAssignmentSchema = z.object({ role: roleSchema, unitId: z.string().min(1).max(64) });
export type RoleAssignment = z.infer<typeof roleAssignmentSchema>;

export const personSchema = z.object({
  username: z.string().min(1).max(64),
  displayName: z.string().min(1).max(100),
  /** As printed under a signature: "Giám đốc". */
  title: z.string().max(100),
  unitId: z.string().min(1).max(64),
  email: z.email().nullable(),
  assignments: z.array(roleAssignmentSchema),
});
export type Person = z.infer<typeof personSchema>;

/** The principals whose inbox rows a person sees: the person and each role held. */
export function principalsOf(person: Pick<Person, 'username' | 'assignments'>): string[] {
  return [userPrincipal(person.username), ...person.assignments.map((each) => groupOf(each.role, each.unitId))];
}

export function userPrincipal(username: string): string {
  return `user:${username}`;
}

export function groupOf(role: Role, unitId: string): string {
  return `${role}@${unitId}`;
}
