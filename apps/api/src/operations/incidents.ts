import type { ProcessRunner } from '@vanthu/engine';
import { VanthuError, type DocumentSummary, type IncidentView, type Page, type Person } from '@vanthu/model';
import type { AuditLog, DocumentProcesses, DocumentReader, IncidentRowView, ProcessQueries } from '@vanthu/persistence';
import type { UnitTree } from '../runtime/unit-tree.js';
import { looksAfter, unitsLookedAfter } from './units-looked-after.js';

export interface IncidentServices {
  readonly runner: ProcessRunner;
  readonly queries: ProcessQueries;
  readonly processes: DocumentProcesses;
  readonly reader: DocumentReader;
  readonly audit: AuditLog;
  readonly units: UnitTree;
}

/** Attempts a job gets when its incident is resolved. */
const NEW_RETRIES = 3;

/** Work that stands still until somebody looks after it. */
export class Incidents {
  constructor(private readonly services: IncidentServices) {}

  /** Of the units the operator looks after; the system's administrator sees all. */
  async page(person: Person, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<IncidentView>> {
    const { queries, processes, reader } = this.services;
    const orgUnitIds = unitsLookedAfter(person, this.services.units);
    const { items, nextCursor } = await queries.incidents({ limit, ...(cursor !== undefined && { cursor }), ...(orgUnitIds && { orgUnitIds }) });
    const documentOf = await processes.documentsOf(items.map((each) => each.instanceKey));
    const documents = await reader.summaries([...new Set(documentOf.values())]);
    const views = items.map((each) => this.view(each, documents.get(documentOf.get(each.instanceKey) ?? '') ?? null));
    return { items: await Promise.all(views), nextCursor };
  }

  /** Gives the work another try. @throws VanthuError NOT_FOUND, INCIDENT_NOT_OPEN, CONFLICT_RETRY */
  async resolve(person: Person, key: string): Promise<void> {
    const { queries, runner, audit } = this.services;
    const incident = await queries.incident(key);
    if (!incident || !(await this.looksAfter(person, incident))) throw new VanthuError('NOT_FOUND', { what: 'incident' });
    const outcome = await runner.resolveIncident(key, { retries: NEW_RETRIES, actor: { username: person.username } });
    if (outcome.kind === 'rejection') throw new VanthuError(outcome.code === 'NOT_FOUND' || outcome.code === 'INSTANCE_ENDED' ? 'INCIDENT_NOT_OPEN' : 'CONFLICT_RETRY');
    await audit.append({ actor: person.username, action: 'incident.resolved', facts: { incident: key, element: incident.elementId } });
  }

  private async view(incident: IncidentRowView, document: DocumentSummary | null): Promise<IncidentView> {
    const model = await this.services.runner.definitions.model(incident.definitionKey);
    return {
      key: incident.incidentKey,
      processInstanceKey: incident.instanceKey,
      processName: model?.name ?? incident.processId,
      elementId: incident.elementId,
      elementName: model?.elements.find((each) => each.id === incident.elementId)?.name ?? incident.elementId,
      type: incident.type,
      message: incident.message,
      createdAt: new Date(incident.createdAt).toISOString(),
      document: document && { id: document.id, subject: document.subject, notation: document.notation },
    };
  }

  private async looksAfter(person: Person, { instanceKey }: IncidentRowView): Promise<boolean> {
    const { queries, units } = this.services;
    return looksAfter(person, (await queries.instance(instanceKey))?.orgUnitId ?? null, units);
  }
}
