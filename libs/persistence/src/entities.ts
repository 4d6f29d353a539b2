import type { EntitySchema } from 'typeorm';
import { AuditEntryRow, AuditHeadRow } from './audit/audit.entity.js';
import { DocumentRow } from './documents/document.entity.js';
import { DocumentFileRow, DocumentLinkRow, DocumentParticipantRow, IntakeRow, RecipientLineRow, RecipientLineStatusRow, TrailEntryRow } from './documents/document-parts.entity.js';
import { ExchangeMessageRow } from './exchange/exchange-message.entity.js';
import { OrgUnitRow, PersonRow, RoleAssignmentRow } from './organisation/organisation.entity.js';
import { RegisterBookRow, RegisterEntryRow } from './registers/register.entity.js';
import { SessionRow, SigningSessionRow } from './sessions/session.entity.js';

type EntityClass = new () => object;

/** All TypeORM entities; each domain adds its own here. The engine's tables have none: they are raw SQL. */
export const entities: (EntityClass | EntitySchema)[] = [
  ...[OrgUnitRow, PersonRow, RoleAssignmentRow, SessionRow, SigningSessionRow],
  ...[DocumentRow, DocumentFileRow, DocumentLinkRow, DocumentParticipantRow, RecipientLineRow, RecipientLineStatusRow, TrailEntryRow, IntakeRow],
  ...[RegisterBookRow, RegisterEntryRow, AuditEntryRow, AuditHeadRow, ExchangeMessageRow],
];
