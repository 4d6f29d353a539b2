import { ActivityReader } from './activities.js';
import { checkStructure } from './structure.js';
import { EventReader } from './events.js';
import { Expressions } from './expressions.js';
import { loopOf } from './loops.js';
import { bodyOf, childOf, extensionOf, flagOf, textOf, type ModdleElement } from './moddle-element.js';
import { outlineOf, type Outline, type OutlineNode } from './outline.js';
import { partsOf, type ElementModel, type EventModel, type FlowModel, type ProcessModel, type StartEventModel } from './process-model.js';
import type { Problems } from './problems.js';
import { refuseUnsupported } from './unsupported.js';
import { reachOf } from './reachability.js';

/** Compiles one process; what is wrong goes to `problems`. */
export function readProcess(source: ModdleElement, problems: Problems): ProcessModel {
  const model = new ProcessReader(source, problems).read();
  checkStructure(model, problems);
  return model;
}

class ProcessReader {
  private readonly outline: Outline;
  private readonly expressions: Expressions;
  private readonly activities: ActivityReader;
  private readonly events: readonly (EventModel | null)[];

  constructor(
    private readonly source: ModdleElement,
    private readonly problems: Problems,
  ) {
    this.outline = outlineOf(source, problems);
    this.expressions = new Expressions(problems);
    this.activities = new ActivityReader(problems, this.expressions);
    const reader = new EventReader(this.outline, problems, this.expressions);
    this.events = this.outline.nodes.map((node) => eventOf(node, reader));
  }

  read(): ProcessModel {
    const elements = this.outline.nodes.map((node) => this.element(node));
    const flows = this.outline.flows.map((flow): FlowModel => ({
      index: flow.index,
      id: flow.id,
      name: textOf(flow.source, 'name') ?? '',
      source: flow.from,
      target: flow.to,
      targetSlot: flow.targetSlot,
      condition: this.activities.condition(flow.id, flow.source),
    }));
    return {
      format: 1,
      processId: this.outline.nodes[0]?.id ?? '',
      name: textOf(this.source, 'name') ?? '',
      versionTag: textOf(extensionOf(this.source, 'zeebe:VersionTag'), 'value'),
      elements,
      flows,
      startEvents: startEventsOf(elements, flows),
    };
  }

  private element(node: OutlineNode): ElementModel {
    const { activities, outline } = this;
    refuseUnsupported(node, this.problems);
    return {
      ...this.relations(node),
      index: node.index,
      id: node.id,
      type: node.type,
      name: textOf(node.source, 'name') ?? '',
      documentation: activities.documentation(node),
      properties: activities.properties(node),
      lane: outline.lanes.get(node.id) ?? null,
      scope: node.scope,
      incoming: node.incoming,
      outgoing: node.outgoing,
      event: this.events[node.index] ?? null,
      job: activities.job(node),
      userTask: node.type === 'userTask' ? activities.userTask(node) : null,
      calledElement: node.type === 'callActivity' ? activities.calledElement(node) : null,
      calledDecision: activities.calledDecision(node),
      script: node.type === 'scriptTask' ? activities.script(node) : null,
      loop: loopOf(node, this.expressions, this.problems),
      adHoc: node.type === 'adHocSubProcess' ? activities.adHoc(node) : null,
      activation: node.type === 'complexGateway' && node.incoming.length > 1 ? this.expressions.requiredFeel(node.id, bodyOf(node.source, 'activationCondition'), 'activationCondition') : null,
      inputs: activities.mappings(node, 'inputParameters'),
      outputs: activities.mappings(node, 'outputParameters'),
      listeners: activities.listeners(node, 'zeebe:ExecutionListeners'),
      taskListeners: activities.listeners(node, 'zeebe:TaskListeners'),
      isForCompensation: flagOf(node.source, 'isForCompensation') === true,
      startQuantity: quantityOf(node, 'startQuantity'),
      completionQuantity: quantityOf(node, 'completionQuantity'),
      instantiates: flagOf(node.source, 'instantiate') === true,
      awaitsAll: textOf(node.source, 'eventGatewayType') === 'Parallel',
    };
  }

  private relations(node: OutlineNode): Pick<ElementModel, 'defaultFlow' | 'boundaryEvents' | 'attachedTo' | 'interrupting' | 'eventSubprocesses' | 'starts' | 'compensationHandler' | 'reach'> {
    const { nodes } = this.outline;
    const boundaries = nodes.filter((other) => other.type === 'boundaryEvent' && childOf(other.source, 'attachedToRef') === node.source);
    const compensation = boundaries.find((other) => this.events[other.index]?.kind === 'compensation');
    const defaultFlow = childOf(node.source, 'default');
    const isJoin = (node.incoming.length > 1 && /^(parallel|inclusive|complex)Gateway$/.test(node.type)) || quantityOf(node, 'startQuantity') > 1;
    return {
      defaultFlow: defaultFlow === null ? -1 : this.outline.flows.findIndex((flow) => flow.source === defaultFlow),
      boundaryEvents: boundaries.filter((other) => other !== compensation).map((other) => other.index),
      attachedTo: node.type === 'boundaryEvent' ? this.outline.indexOf(childOf(node.source, 'attachedToRef')) : -1,
      interrupting: flagOf(node.source, node.type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting') ?? true,
      eventSubprocesses: node.children.filter((child) => nodes[child]?.type === 'eventSubProcess'),
      starts: this.startsOf(node),
      compensationHandler: this.compensationOf(node, compensation),
      reach: isJoin ? reachOf(this.outline, node.index, this.events) : [],
    };
  }

  private startsOf(node: OutlineNode): number[] {
    const children = node.children.map((child) => this.outline.nodes[child]).filter((child) => child !== undefined);
    const events = children.filter((child) => child.type === 'startEvent');
    if (node.type === 'eventSubProcess') return events.map((child) => child.index);
    if (events.length > 0) return events.filter((child) => this.events[child.index]?.kind === 'none').map((child) => child.index);
    return children.filter((child) => this.beginsWithoutEvent(child)).map((child) => child.index);
  }

  private beginsWithoutEvent(node: OutlineNode): boolean {
    const isCaughtLink = node.type === 'intermediateCatchEvent' && this.events[node.index]?.kind === 'link';
    return node.incoming.length === 0 && flagOf(node.source, 'instantiate') !== true && node.type !== 'boundaryEvent' && node.type !== 'eventSubProcess' && !isCaughtLink && flagOf(node.source, 'isForCompensation') !== true;
  }

  /** What its boundary event leads to, or the event subprocess in it that compensates it. */
  private compensationOf(node: OutlineNode, boundary: OutlineNode | undefined): number {
    const inner = node.children.filter((child) => this.outline.nodes[child]?.type === 'eventSubProcess' && this.outline.nodes[child]?.children.some((start) => this.isCompensationStart(start)));
    if (inner.length > 1 || (inner.length > 0 && boundary !== undefined)) this.problems.add(node.id, 'COMPENSATION_HANDLER_INVALID');
    return boundary === undefined ? (inner[0] ?? -1) : this.handlerOf(boundary);
  }

  private isCompensationStart(index: number): boolean {
    return this.outline.nodes[index]?.type === 'startEvent' && this.events[index]?.kind === 'compensation';
  }

  private handlerOf(boundary: OutlineNode): number {
    const targets = this.outline.associations
      .filter((association) => childOf(association, 'sourceRef') === boundary.source)
      .map((association) => this.outline.indexOf(childOf(association, 'targetRef')))
      .filter((index) => flagOf(this.outline.nodes[index]?.source, 'isForCompensation') === true);
    if (targets.length !== 1) this.problems.add(boundary.id, 'COMPENSATION_HANDLER_INVALID');
    return targets[0] ?? -1;
  }
}

function eventOf(node: OutlineNode, reader: EventReader): EventModel | null {
  if (/Event$/.test(node.type)) return reader.event(node);
  if (node.type === 'receiveTask') return reader.messageOf(node, node.source, false);
  const throwsMessage = node.type === 'sendTask' && extensionOf(node.source, 'zeebe:TaskDefinition') === null;
  return throwsMessage ? reader.messageOf(node, node.source, true) : null;
}

function startEventsOf(elements: readonly ElementModel[], flows: readonly FlowModel[]): StartEventModel[] {
  return elements.flatMap((element): StartEventModel[] => {
    if (element.scope !== 0) return [];
    const isStart = element.type === 'startEvent' || (element.type === 'receiveTask' && element.instantiates);
    const behindGateway = element.type === 'eventBasedGateway' && element.instantiates ? element.outgoing.flatMap((flow) => elements[flows[flow]?.target ?? -1] ?? []) : [];
    return (isStart ? [element] : behindGateway).flatMap(({ id, event }) => partsOf(event).map((part) => startEventOf(id, part)));
  });
}

/** A wrong quantity is refused where the structure is checked. */
function quantityOf(node: OutlineNode, property: 'startQuantity' | 'completionQuantity'): number {
  const quantity = node.source[property];
  return typeof quantity === 'number' ? quantity : 1;
}

function startEventOf(elementId: string, event: EventModel): StartEventModel {
  const start = { elementId, kind: event.kind };
  if (event.kind === 'message') return { ...start, messageName: event.name.text };
  if (event.kind === 'signal') return { ...start, signalName: event.name.text };
  return event.kind === 'timer' ? { ...start, timer: event.timer } : start;
}
