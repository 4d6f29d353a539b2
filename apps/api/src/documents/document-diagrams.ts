import type { ProcessRunner } from '@vanthu/engine';
import type { Diagram } from '@vanthu/model';
import type { DocumentProcesses, ProcessQueries } from '@vanthu/persistence';

/** Where a document stands: the diagrams of its processes with the way taken. */
export class DocumentDiagrams {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly queries: ProcessQueries,
    private readonly processes: DocumentProcesses,
  ) {}

  /** Outermost first. */
  async of(documentId: string): Promise<Diagram[]> {
    const keys = await this.processes.instancesOf(documentId);
    const diagrams = await Promise.all(keys.map((key) => this.diagramOf(key)));
    return diagrams.filter((each) => each !== null);
  }

  private async diagramOf(instanceKey: string): Promise<Diagram | null> {
    const instance = await this.queries.instance(instanceKey);
    const definition = instance && (await this.runner.definitions.definition(instance.definitionKey));
    if (!definition) return null;
    const [elements, flows, incidents] = await Promise.all([this.queries.elementsOf(instanceKey), this.queries.takenFlowsOf(instanceKey), this.queries.incidentsOf(instanceKey)]);
    const active = new Set(elements.filter((each) => each.state === 'active').map((each) => each.elementId));
    const completed = new Set(elements.filter((each) => each.state === 'completed' && !active.has(each.elementId)).map((each) => each.elementId));
    return {
      name: definition.name,
      xml: definition.content,
      activeElementIds: [...active],
      completedElementIds: [...completed],
      takenFlowIds: flows.map((each) => each.flowId),
      incidentElementIds: incidents.filter((each) => each.state === 'open').map((each) => each.elementId),
    };
  }
}
