import { partsOf, type ElementModel, type EventModel, type ProcessModel } from './process-model.js';
import type { Problems } from './problems.js';

const conditionSources = /Task$|^task$|SubProcess$|^subProcess$|^callActivity$|^transaction$|^exclusiveGateway$|^inclusiveGateway$|^complexGateway$/;
const catchKinds = new Set<EventModel['kind']>(['message', 'timer', 'signal', 'conditional']);
const kindsAt: Readonly<Partial<Record<ElementModel['type'], ReadonlySet<EventModel['kind']>>>> = {
  startEvent: new Set(['none', 'message', 'timer', 'signal', 'conditional']),
  intermediateCatchEvent: new Set(['message', 'timer', 'signal', 'conditional', 'link']),
  intermediateThrowEvent: new Set(['none', 'message', 'signal', 'escalation', 'link', 'compensation']),
  endEvent: new Set(['none', 'message', 'signal', 'error', 'escalation', 'terminate', 'compensation', 'cancel']),
  boundaryEvent: new Set(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel']),
};
const taskEvents = new Set(['creating', 'assigning', 'updating', 'completing', 'canceling']);
const eventSubProcessStarts = new Set<EventModel['kind']>(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation']);
/** What several triggers of one event may be. */
const multipleKinds = new Set<EventModel['kind']>(['message', 'timer', 'signal', 'conditional', 'error', 'escalation']);
const multipleThrows = new Set<EventModel['kind']>(['message', 'signal', 'escalation']);

/** Refuses what the element table cannot run, and structures that BPMN forbids. */
export function checkStructure(model: ProcessModel, problems: Problems): void {
  for (const element of model.elements) {
    checkSupport(element, problems);
    checkEventKind(model, element, problems);
    checkFlowEnds(element, problems);
    checkCancel(model, element, problems);
    checkConditions(model, element, problems);
    checkStarts(model, element, problems);
    checkWork(element, problems);
    if (element.type === 'eventBasedGateway') checkEventGateway(model, element, problems);
  }
}

function checkSupport(element: ElementModel, problems: Problems): void {
  for (const { event } of element.taskListeners) if (!taskEvents.has(event)) problems.add(element.id, 'NOT_SUPPORTED', { what: `task listener of ${event}` });
  for (const { event } of element.listeners) if (event !== 'start' && event !== 'end') problems.add(element.id, 'NOT_SUPPORTED', { what: `execution listener of ${event}` });
}

function checkEventKind(model: ProcessModel, element: ElementModel, problems: Problems): void {
  const { event } = element;
  if (event === null || !/Event$/.test(element.type)) return;
  const isInEventSubProcess = element.type === 'startEvent' && model.elements[element.scope]?.type === 'eventSubProcess';
  const isInSubProcess = element.type === 'startEvent' && element.scope > 0 && !isInEventSubProcess;
  const allowed = isInEventSubProcess ? eventSubProcessStarts : kindsAt[element.type];
  checkBoundary(model, element, problems);
  if (isInEventSubProcess && event.kind === 'compensation' && model.elements[model.elements[element.scope]?.scope ?? 0]?.type === 'process') {
    problems.add(element.id, 'NOT_SUPPORTED', { what: 'compensation of the process itself' });
  }
  if (isInEventSubProcess && event.kind === 'none') return;
  for (const { kind } of partsOf(event)) {
    const isAllowed = allowed?.has(kind) === true && !(isInSubProcess && kind !== 'none') && (event.kind !== 'multiple' || isAllowedAmongSeveral(element, event, kind));
    if (!isAllowed) problems.add(element.id, 'NOT_SUPPORTED', { what: `${kind} ${element.type}` });
  }
}

function isAllowedAmongSeveral(element: ElementModel, event: Extract<EventModel, { kind: 'multiple' }>, kind: EventModel['kind']): boolean {
  if (element.type === 'endEvent' || element.type === 'intermediateThrowEvent') return multipleThrows.has(kind);
  return multipleKinds.has(kind) && !(event.isParallel && (kind === 'error' || kind === 'escalation' || (element.type === 'startEvent' && element.scope === 0)));
}

function checkBoundary(model: ProcessModel, element: ElementModel, problems: Problems): void {
  if (element.type !== 'boundaryEvent') return;
  const host = model.elements[element.attachedTo];
  const isActivity = host !== undefined && !/Event$|Gateway$|^eventSubProcess$|^process$/.test(host.type);
  const isMisplaced = element.event?.kind === 'cancel' && host?.type !== 'transaction';
  if (!isActivity || isMisplaced || host.scope !== element.scope || (partsOf(element.event).some((part) => part.kind === 'error') && !element.interrupting)) problems.add(element.id, 'BOUNDARY_INVALID');
}

function checkCancel(model: ProcessModel, element: ElementModel, problems: Problems): void {
  if (element.type !== 'endEvent' || element.event?.kind !== 'cancel') return;
  const scope = model.elements[element.scope];
  const isCaught = scope?.boundaryEvents.some((index) => model.elements[index]?.event?.kind === 'cancel') === true;
  if (scope?.type !== 'transaction' || !isCaught) problems.add(element.id, 'CANCEL_INVALID');
}

function checkFlowEnds(element: ElementModel, problems: Problems): void {
  const noIncoming = element.isForCompensation || element.type === 'startEvent' || element.type === 'boundaryEvent' || element.type === 'eventSubProcess';
  const noOutgoing = element.isForCompensation || element.type === 'endEvent' || element.type === 'eventSubProcess' || (element.type === 'intermediateThrowEvent' && element.event?.kind === 'link');
  if (noIncoming && element.incoming.length > 0) problems.add(element.id, 'FLOW_END_INVALID', { what: element.type, side: 'incoming' });
  if (noOutgoing && element.outgoing.length > 0) problems.add(element.id, 'FLOW_END_INVALID', { what: element.type, side: 'outgoing' });
}

function checkConditions(model: ProcessModel, element: ElementModel, problems: Problems): void {
  const isChoice = element.type === 'exclusiveGateway' || element.type === 'inclusiveGateway';
  for (const index of element.outgoing) {
    const flow = model.flows[index];
    if (flow === undefined) continue;
    if (flow.condition !== null && !conditionSources.test(element.type)) problems.add(flow.id, 'CONDITION_NOT_ALLOWED');
    if (isChoice && element.outgoing.length > 1 && flow.condition === null && index !== element.defaultFlow) problems.add(flow.id, 'CONDITION_MISSING');
  }
}

function checkStarts(model: ProcessModel, element: ElementModel, problems: Problems): void {
  if (element.type === 'eventSubProcess') {
    const start = model.elements[element.starts[0] ?? -1];
    if (element.starts.length !== 1 || start?.event?.kind === 'none') problems.add(element.id, 'EVENT_START_MISSING');
    return;
  }
  if (element.type === 'process' && element.starts.length === 0 && model.startEvents.length === 0) problems.add(element.id, 'START_MISSING');
  if (/^(subProcess|transaction|adHocSubProcess)$/.test(element.type) && element.starts.length === 0) problems.add(element.id, 'START_MISSING');
  const plain = element.starts.filter((start) => model.elements[start]?.type === 'startEvent');
  if (plain.length > 1) problems.add(element.id, 'START_AMBIGUOUS');
}

function checkWork(element: ElementModel, problems: Problems): void {
  const { type, job } = element;
  const needsJob =
    (type === 'serviceTask' && job === null) ||
    (type === 'businessRuleTask' && job === null && element.calledDecision === null) ||
    (type === 'scriptTask' && job === null && element.script === null);
  if (needsJob) problems.add(element.id, 'JOB_TYPE_MISSING');
}

function checkEventGateway(model: ProcessModel, element: ElementModel, problems: Problems): void {
  for (const index of element.outgoing) {
    const target = model.elements[model.flows[index]?.target ?? -1];
    const isCatch = (target?.type === 'receiveTask' && target.boundaryEvents.length === 0) || (target?.type === 'intermediateCatchEvent' && partsOf(target.event).every((part) => catchKinds.has(part.kind)));
    if (!isCatch || target.incoming.length !== 1 || (element.instantiates && partsOf(target.event).some((part) => part.kind === 'conditional'))) problems.add(element.id, 'EVENT_GATEWAY_TARGET_INVALID');
  }
  if (element.outgoing.length === 0) problems.add(element.id, 'EVENT_GATEWAY_TARGET_INVALID');
}
