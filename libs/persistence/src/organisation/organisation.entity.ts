import type { Capabilities, OrgClass, Role } from '@vanthu/model';
import { Entity } from 'typeorm';
import { Chars, Flag, Instant, Json, PrimaryChars, nullable } from '../database/entity-columns.js';

@Entity('org_unit')
export class OrgUnitRow {
  @PrimaryChars('id', 64) id!: string;
  @Chars('name', 200) name!: string;
  /** Name, abbreviation and code, folded; what people search by. */
  @Chars('search_text', 400) searchText!: string;
  @Chars('abbreviation', 40) abbreviation!: string;
  @Chars('parent_id', 64, nullable) parentId!: string | null;
  @Chars('org_class', 40) orgClass!: OrgClass;
  @Chars('organ_id', 35, nullable) organId!: string | null;
  @Chars('agency_id', 64) agencyId!: string;
  @Flag('is_hosted') isHosted!: boolean;
  @Json('capabilities') capabilities!: Capabilities;
  @Chars('place', 100) place!: string;
}

@Entity('person')
export class PersonRow {
  @PrimaryChars('username', 64) username!: string;
  @Chars('display_name', 100) displayName!: string;
  @Chars('title', 100) title!: string;
  @Chars('unit_id', 64) unitId!: string;
  @Chars('email', 254, nullable) email!: string | null;
  /** Null: the person cannot sign in with a password. */
  @Chars('password_hash', 255, nullable) passwordHash!: string | null;
  @Flag('is_active') isActive!: boolean;
  @Instant('created_at') createdAt!: number;
}

@Entity('role_assignment')
export class RoleAssignmentRow {
  @PrimaryChars('username', 64) username!: string;
  @PrimaryChars('role', 40) role!: Role;
  @PrimaryChars('unit_id', 64) unitId!: string;
}
