export { openDatabase, type Database, type DatabaseLocation, type Dialect } from './data-source.js';
export { DatabaseError, type DatabaseErrorCode } from './database/database-error.js';
export type { Surroundings } from './surroundings.js';
export { Organisation } from './organisation/organisation.js';
export { Sessions, type KnownSession, type OpenedSession } from './sessions/sessions.js';
export { SqlProcessStore } from './process/sql-process-store.js';
export type { CheckedFile } from './documents/document-files.js';
export { DocumentIntake, type Accepted, type Delivery, type KnownDelivery, type RefusedDelivery } from './documents/document-intake.js';
export { DocumentProgress, type CorrectedFacts, type NewApproval } from './documents/document-progress.js';
export { DocumentProcesses } from './documents/document-processes.js';
export { DocumentReader, type DocumentListQuery, type DuplicateQuery } from './documents/document-reader.js';
export type { ApprovalRecord } from './documents/document.entity.js';
export { Drafts, type Author, type NewDraft } from './documents/drafts.js';
export { RecipientLines, type DeliveryOutcome, type MatchedStatus } from './documents/recipient-lines.js';
export { SecretErasure } from './documents/secret-erasure.js';
export { Trail, type TrailNote } from './documents/trail.js';
export { domainStores, type DomainStores } from './domain-stores.js';
export { SigningSessions, type NewSigningSession, type SigningSession } from './sessions/signing-sessions.js';
export { AuditLog, type AuditFact, type AuditVerdict } from './audit/audit-log.js';
export { ExchangeLog, type ExchangeMessage, type NewExchange } from './exchange/exchange-log.js';
export { FileDamagedError, type FileContent, type FileStore, type StoredFile } from './files/file-store.js';
export { FolderFileStore } from './files/folder-file-store.js';
export { RegisterPages, type RegisterPageQuery } from './registers/register-pages.js';
export { Registers, type ArrivalNumber, type IssueNumber, type NumberRequest, type RegisterSettings } from './registers/registers.js';
export { ProcessQueries } from './process/process-queries.js';
export {
  correlatedSubscriptions, cutVariables, decisionDefinitions, decisionInstances, decisionRequirements, definitionStatistics, elementInstances, errorsByDefinition, errorStatistics, incidents, jobs, messageSubscriptions,
  ProcessReads, ProcessSearch, processDefinitions, processInstances, SearchError, subscriptionStatistics, userTasks, versionStatistics, wholeDecisionInstances, wholeVariables,
  type ElementCounts, type Entity, type FoundPage, type SearchItem, type Sql,
} from './process/search/index.js';
export type { InboxCounts, InboxFilter, InboxRequest } from './process/inbox-query.js';
export type { DecisionView, ElementView, FlowView, HistoryView, IncidentView as IncidentRowView, InstanceView, UserTaskView, VariableView, ViewPage } from './process/process-views.js';
export { poolUsage, type PoolUsage } from './monitoring/pool-usage.js';
export { readWorkLevels, type WorkLevels } from './monitoring/work-levels.js';
export { backUp, type KeptPlaces } from './backup/back-up.js';
export { BackupError, type BackupManifest } from './backup/backup-format.js';
export { restore, type Restored, type RestoreOptions } from './backup/restore.js';
