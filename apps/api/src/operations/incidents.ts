import type { ProcessRunner } from '@vanthu/engine';
import { VanthuError, type IncidentView, type Page, type Person } from '@vanthu/model';
import type { AuditLog, DocumentProcesses, DocumentReader, ProcessQueries } from '@vanthu/persistence';

export interface IncidentServices {
  readonly runner: ProcessRunner;
  readonly queries: ProcessQueries;
  readonly processes: DocumentProcesses;
  readonly reader: DocumentReader;
  readonly audit: AuditLog;
}

/** Work that stands still until somebody looks after it. */
export class Incidents {
  constructor(private readonly services: IncidentServices) {}

  /** Of the units the operator looks after; the system's administrator sees all. */
  async page(person: Person, query: { limit: number; cursor?: string | undefined }): Promise<Page<IncidentView>> {
    const { queries, processes, reader } = this.services;
    const { items, nextCursor } = await queries.incidents({ limit: query.limit, ...(query.cursor !== undefined && { cursor: query.cursor }) });
    const documents = await processes.documentsOf(items.map((each) => each.instanceKey));
    const summaries = await reader.summaries([...documents.values()]);
    const views = await Promise.all(items.map((each) => this.view(person, each, summaries.get(documents.get(each.instanceKey) ?? '') ?? null)));
    return { items: views.filter((each) => each !== null), nextCursor };
  }

  async resolve(person: Person, key: string): Promise<void> {
    const { queries, runner, audit } = this.services;
    const incident = await queries.incident(key);
    if (!incident || !(await this.looksAfter(person, incident.instanceKey))) throw new VanthuError('NOT_FOUND', { what: 'sự cố' });
    const outcome = await runner.resolveIncident(key, { retries: 3, actor: { username: person.username } });
    if (outcome.kind === 'rejection') throw new VanthuError(outcome.code === 'NOT_FOUND' ? 'INCIDENT_NOT_OPEN' : 'CONFLICT_RETRY');
    await audit.append({ actor: person.username, action: 'incident.resolved', facts: { incident: key, element: incident.elementId } });
  }

  private async view(person: Person, incident: Awaited<ReturnType<ProcessQueries['incidents']>>['items'][number], document: { id: string; subject: string; notation: string } | null): Promise<IncidentView | null> {
    if (!(await this.looksAfter(person, incident.instanceKey))) return null;
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

  private async looksAfter(person: Person, instanceKey: string): Promise<boolean> {
    if (person.assignments.some((each) => each.role === 'systemAdmin')) return true;
    const instance = await this.services.queries.instance(instanceKey);
    const unitId = instance?.orgUnitId ?? null;
    return person.assignments.some((each) => each.role === 'operator' && (unitId === null || unitId === each.unitId || unitId.startsWith(`${each.unitId}-`)));
  }
}
