import { AuditLog } from './audit/audit-log.js';
import type { Database } from './data-source.js';
import { DocumentIntake } from './documents/document-intake.js';
import { DocumentProgress } from './documents/document-progress.js';
import { DocumentProcesses } from './documents/document-processes.js';
import { DocumentReader } from './documents/document-reader.js';
import { Drafts } from './documents/drafts.js';
import { RecipientLines } from './documents/recipient-lines.js';
import { Trail } from './documents/trail.js';
import { SecretErasure } from './documents/secret-erasure.js';
import { ExchangeLog } from './exchange/exchange-log.js';
import { Organisation } from './organisation/organisation.js';
import { RegisterPages } from './registers/register-pages.js';
import { Registers, type RegisterSettings } from './registers/registers.js';
import { Sessions } from './sessions/sessions.js';
import { SigningSessions } from './sessions/signing-sessions.js';
import type { Surroundings } from './surroundings.js';

/** Everything that keeps the domain's data, wired on one database. */
export interface DomainStores {
  readonly organisation: Organisation;
  readonly sessions: Sessions;
  readonly signingSessions: SigningSessions;
  readonly reader: DocumentReader;
  readonly processes: DocumentProcesses;
  readonly intake: DocumentIntake;
  readonly drafts: Drafts;
  readonly progress: DocumentProgress;
  readonly lines: RecipientLines;
  readonly trail: Trail;
  readonly erasure: SecretErasure;
  readonly registers: Registers;
  readonly registerPages: RegisterPages;
  readonly audit: AuditLog;
  readonly exchange: ExchangeLog;
}

export function domainStores(database: Database, surroundings: Surroundings, settings?: RegisterSettings): DomainStores {
  const trail = new Trail(database, surroundings);
  const audit = new AuditLog(database, surroundings);
  return {
    organisation: new Organisation(database, surroundings),
    sessions: new Sessions(database, surroundings),
    signingSessions: new SigningSessions(database, surroundings),
    reader: new DocumentReader(database),
    processes: new DocumentProcesses(database),
    intake: new DocumentIntake(database, surroundings, trail),
    drafts: new Drafts(database, surroundings, trail),
    progress: new DocumentProgress(database, surroundings, trail),
    lines: new RecipientLines(database, surroundings, trail),
    trail,
    erasure: new SecretErasure(database, surroundings),
    registers: new Registers(database, surroundings, trail, audit, settings),
    registerPages: new RegisterPages(database),
    audit,
    exchange: new ExchangeLog(database, surroundings),
  };
}
