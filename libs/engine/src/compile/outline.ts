import { childOf, childrenOf, flagOf, localType, textOf, type ModdleElement } from './moddle-element.js';
import type { ElementType } from './process-model.js';
import type { Problems } from './problems.js';

export interface OutlineNode {
  readonly source: ModdleElement;
  readonly index: number;
  readonly id: string;
  readonly type: ElementType;
  readonly scope: number;
  readonly children: number[];
  readonly incoming: number[];
  readonly outgoing: number[];
}

export interface OutlineFlow {
  readonly source: ModdleElement;
  readonly index: number;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly targetSlot: number;
}

/** The numbered elements and flows of one process, before their details are read. */
export interface Outline {
  readonly nodes: readonly OutlineNode[];
  readonly flows: readonly OutlineFlow[];
  readonly associations: readonly ModdleElement[];
  readonly lanes: ReadonlyMap<string, string>;
  indexOf(element: ModdleElement | null): number;
}

const types = new Set<string>([
  'process', 'subProcess', 'transaction', 'adHocSubProcess', 'callActivity',
  'task', 'manualTask', 'userTask', 'serviceTask', 'sendTask', 'receiveTask', 'scriptTask', 'businessRuleTask',
  'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'complexGateway',
  'startEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent', 'endEvent',
]);

/** Data and drawing: kept in the file, without effect on the execution. */
const passive = new Set(['dataObject', 'dataObjectReference', 'dataStoreReference', 'textAnnotation', 'group']);

export function outlineOf(process: ModdleElement, problems: Problems): Outline {
  const builder = new OutlineBuilder(problems);
  builder.container(process, -1);
  builder.connect();
  return builder.outline;
}

class OutlineBuilder {
  private readonly nodes: OutlineNode[] = [];
  private readonly flows: OutlineFlow[] = [];
  private readonly indexes = new Map<ModdleElement, number>();
  private readonly pendingFlows: ModdleElement[] = [];
  private readonly associations: ModdleElement[] = [];
  private readonly lanes = new Map<string, string>();

  constructor(private readonly problems: Problems) {}

  get outline(): Outline {
    return {
      nodes: this.nodes,
      flows: this.flows,
      associations: this.associations,
      lanes: this.lanes,
      indexOf: (element) => (element === null ? -1 : (this.indexes.get(element) ?? -1)),
    };
  }

  container(source: ModdleElement, scope: number): void {
    const index = this.node(source, scope);
    for (const laneSet of childrenOf(source, 'laneSets')) this.laneSet(laneSet);
    for (const artifact of childrenOf(source, 'artifacts')) if (artifact.$type === 'bpmn:Association') this.associations.push(artifact);
    for (const child of childrenOf(source, 'flowElements')) this.child(child, index);
  }

  connect(): void {
    for (const source of this.pendingFlows) this.connectFlow(source);
  }

  private child(source: ModdleElement, scope: number): void {
    const type = localType(source);
    if (type === 'sequenceFlow') this.pendingFlows.push(source);
    else if (Array.isArray(source['flowElements']) || /[sS]ubProcess$|^transaction$/.test(type)) this.container(source, scope);
    else if (!passive.has(type)) this.node(source, scope);
  }

  private node(source: ModdleElement, scope: number): number {
    const index = this.nodes.length;
    const name = localType(source);
    const id = textOf(source, 'id');
    if (id === null) this.problems.add(null, 'ID_MISSING', { what: name });
    if (!types.has(name)) this.problems.add(id, 'NOT_SUPPORTED', { what: name });
    const type = (flagOf(source, 'triggeredByEvent') === true ? 'eventSubProcess' : name) as ElementType;
    this.nodes.push({ source, index, id: id ?? '', type, scope, children: [], incoming: [], outgoing: [] });
    this.indexes.set(source, index);
    this.nodes[scope]?.children.push(index);
    return index;
  }

  private connectFlow(source: ModdleElement): void {
    const id = textOf(source, 'id');
    const from = this.nodes[this.indexOf(childOf(source, 'sourceRef'))];
    const to = this.nodes[this.indexOf(childOf(source, 'targetRef'))];
    if (id === null) this.problems.add(null, 'ID_MISSING', { what: 'sequenceFlow' });
    if (from === undefined || to === undefined) {
      this.problems.add(id, 'FLOW_INCOMPLETE');
      return;
    }
    if (from.scope !== to.scope) this.problems.add(id, 'FLOW_CROSSES_SCOPE');
    const index = this.flows.length;
    this.flows.push({ source, index, id: id ?? '', from: from.index, to: to.index, targetSlot: to.incoming.length });
    from.outgoing.push(index);
    to.incoming.push(index);
  }

  private indexOf(element: ModdleElement | null): number {
    return element === null ? -1 : (this.indexes.get(element) ?? -1);
  }

  private laneSet(laneSet: ModdleElement): void {
    for (const lane of childrenOf(laneSet, 'lanes')) {
      const name = textOf(lane, 'name') ?? textOf(lane, 'id') ?? '';
      for (const node of childrenOf(lane, 'flowNodeRef')) if (node.id !== undefined) this.lanes.set(node.id, name);
      const inner = childOf(lane, 'childLaneSet');
      if (inner !== null) this.laneSet(inner);
    }
  }
}
