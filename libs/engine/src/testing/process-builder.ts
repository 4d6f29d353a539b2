import { definitions, tag } from './bpmn-xml.js';
import { bodyOf, formal, type ElementOptions, type EventOptions } from './element-options.js';

interface Node {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body: string;
}

interface NextFlow {
  readonly id?: string;
  readonly condition?: string;
  readonly isDefault?: boolean;
}

type ActivityType = 'task' | 'manualTask' | 'userTask' | 'serviceTask' | 'sendTask' | 'receiveTask' | 'scriptTask' | 'businessRuleTask' | 'callActivity';
type GatewayType = 'complexGateway' | 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway' | 'eventBasedGateway';

/** Messages, errors and so on that events refer to; one list for the whole file. */
class References {
  private readonly ids = new Map<string, string>();
  private readonly elements: string[] = [];

  get xml(): string {
    return this.elements.join('');
  }

  of(type: string, name: string, attributes: Readonly<Record<string, string>>, body = ''): string {
    const known = this.ids.get(`${type} ${name}`);
    if (known !== undefined) return known;
    const id = `${type}_${this.ids.size + 1}`;
    this.ids.set(`${type} ${name}`, id);
    this.elements.push(tag(`bpmn:${type}`, { id, ...attributes }, body));
    return id;
  }
}

/**
 * Writes BPMN step by step: each element is connected from the one before, `moveTo` goes back to one, `connectTo`
 * closes a loop or reaches a join. `when` and `otherwise` put a condition on the next flow.
 */
export class ScopeBuilder {
  private readonly nodes: Node[] = [];
  private readonly flows: { id: string; from: string; to: string; condition?: string }[] = [];
  private readonly defaults = new Map<string, string>();
  private readonly associations: (readonly [string, string])[] = [];
  private current: string | null = null;
  private next: NextFlow = {};

  constructor(private readonly references: References) {}

  start(id = 'start', event?: EventOptions, options: ElementOptions = {}): this {
    this.current = null;
    return this.place('startEvent', id, options, event === undefined ? '' : this.definitionOf(event), { isInterrupting: options.interrupting, ...parallel(event) });
  }

  end(id = 'end', event?: EventOptions, options: ElementOptions = {}): this {
    this.place('endEvent', id, options, event === undefined ? '' : this.definitionOf(event));
    this.current = null;
    return this;
  }

  activity(type: ActivityType, id: string, options: ElementOptions = {}): this {
    const message = options.event !== undefined && 'message' in options.event ? this.message(options.event) : undefined;
    return this.place(type, id, options, '', { messageRef: message });
  }

  userTask(id: string, options: ElementOptions = {}): this {
    return this.activity('userTask', id, options);
  }

  serviceTask(id: string, options: ElementOptions = {}): this {
    return this.activity('serviceTask', id, { jobType: id, ...options });
  }

  script(id: string, expression: string, result = 'result', options: ElementOptions = {}): this {
    return this.activity('scriptTask', id, { script: expression, result, ...options });
  }

  call(id: string, processId: string, options: ElementOptions = {}): this {
    return this.activity('callActivity', id, { calls: processId, ...options });
  }

  gateway(type: GatewayType, id: string, options: ElementOptions = {}): this {
    return this.place(type, id, options, '');
  }

  catch(id: string, event: EventOptions, options: ElementOptions = {}): this {
    return this.place('intermediateCatchEvent', id, options, this.definitionOf(event), parallel(event));
  }

  throw(id: string, event?: EventOptions, options: ElementOptions = {}): this {
    return this.place('intermediateThrowEvent', id, options, event === undefined ? '' : this.definitionOf(event));
  }

  boundary(host: string, id: string, event: EventOptions, options: ElementOptions = {}): this {
    this.current = null;
    return this.place('boundaryEvent', id, options, this.definitionOf(event), { attachedToRef: host, cancelActivity: options.interrupting, ...parallel(event) });
  }

  /** A compensation boundary event on `host`, and the activity that undoes it. */
  compensation(host: string, id: string, handler: (scope: ScopeBuilder) => void): this {
    this.boundary(host, id, { compensate: null });
    const { length } = this.nodes;
    this.current = null;
    handler(this);
    this.current = null;
    this.associations.push([id, this.nodes[length]?.id ?? '']);
    return this;
  }

  transaction(id: string, content: (scope: ScopeBuilder) => void, options: ElementOptions = {}): this {
    return this.place('transaction', id, options, this.inner(content));
  }

  adHoc(id: string, activeElements: string | null, content: (scope: ScopeBuilder) => void, options: ElementOptions = {}): this {
    return this.place('adHocSubProcess', id, { ...options, ...(activeElements !== null && { activeElements }) }, this.inner(content));
  }

  subProcess(id: string, content: (scope: ScopeBuilder) => void, options: ElementOptions = {}): this {
    return this.place('subProcess', id, options, this.inner(content));
  }

  eventSubProcess(id: string, content: (scope: ScopeBuilder) => void, options: ElementOptions = {}): this {
    this.current = null;
    this.place('subProcess', id, options, this.inner(content), { triggeredByEvent: true });
    this.current = null;
    return this;
  }

  moveTo(id: string): this {
    this.current = id;
    return this;
  }

  /** The next element is not connected from the one before. */
  detach(): this {
    this.current = null;
    return this;
  }

  connectTo(id: string): this {
    this.connect(id);
    this.current = null;
    return this;
  }

  when(condition: string, id?: string): this {
    this.next = { condition, ...(id !== undefined && { id }) };
    return this;
  }

  otherwise(id?: string): this {
    this.next = { isDefault: true, ...(id !== undefined && { id }) };
    return this;
  }

  get content(): string {
    const nodes = this.nodes.map(({ type, id, attributes, body }) => tag(`bpmn:${type}`, { id, ...attributes, default: this.defaults.get(id) }, body));
    const flows = this.flows.map(({ id, from, to, condition }) =>
      tag('bpmn:sequenceFlow', { id, sourceRef: from, targetRef: to }, condition === undefined ? '' : formal('bpmn:conditionExpression', condition)),
    );
    const associations = this.associations.map(([from, to]) => tag('bpmn:association', { id: `${from}_${to}`, sourceRef: from, targetRef: to, associationDirection: 'One' }));
    return [...nodes, ...flows, ...associations].join('\n');
  }

  private place(type: string, id: string, options: ElementOptions, body: string, attributes: Node['attributes'] = {}): this {
    this.nodes.push({ type, id, attributes: { name: options.name, isForCompensation: options.isForCompensation, ...attributes, ...options.attributes }, body: bodyOf(options, body) });
    if (this.current !== null) this.connect(id);
    this.current = id;
    return this;
  }

  private connect(to: string): void {
    if (this.current === null) throw new Error(`Nothing to connect "${to}" from: call moveTo first`);
    const { id = `${this.current}_${to}_${this.flows.length + 1}`, condition, isDefault } = this.next;
    this.next = {};
    this.flows.push({ id, from: this.current, to, ...(condition !== undefined && { condition }) });
    if (isDefault === true) this.defaults.set(this.current, id);
  }

  private inner(content: (scope: ScopeBuilder) => void): string {
    const scope = new ScopeBuilder(this.references);
    content(scope);
    return scope.content;
  }

  private message(event: { readonly message: string; readonly correlationKey?: string }): string {
    const { message, correlationKey } = event;
    const extension = correlationKey === undefined ? '' : tag('bpmn:extensionElements', {}, tag('zeebe:subscription', { correlationKey }));
    return this.references.of('message', `${message} ${correlationKey ?? ''}`, { name: message }, extension);
  }

  private coded(type: 'error' | 'escalation', code: string | null): string {
    const reference = code === null ? undefined : this.references.of(type, code, { [`${type}Code`]: code });
    return tag(`bpmn:${type}EventDefinition`, { [`${type}Ref`]: reference });
  }

  private definitionOf(event: EventOptions): string {
    if ('message' in event) return tag('bpmn:messageEventDefinition', { messageRef: this.message(event) });
    if ('signal' in event) return tag('bpmn:signalEventDefinition', { signalRef: this.references.of('signal', event.signal, { name: event.signal }) });
    if ('error' in event) return this.coded('error', event.error);
    if ('escalation' in event) return this.coded('escalation', event.escalation);
    if ('link' in event) return tag('bpmn:linkEventDefinition', { name: event.link });
    if ('condition' in event) {
      const filter = event.variables === undefined ? '' : tag('bpmn:extensionElements', {}, tag('zeebe:conditionalFilter', { variableNames: event.variables }));
      return tag('bpmn:conditionalEventDefinition', {}, filter + formal('bpmn:condition', event.condition));
    }
    if ('compensate' in event) return tag('bpmn:compensateEventDefinition', { activityRef: event.compensate ?? undefined });
    if ('any' in event) return event.any.map((each) => this.definitionOf(each)).join('');
    if ('all' in event) return event.all.map((each) => this.definitionOf(each)).join('');
    if ('cancel' in event) return tag('bpmn:cancelEventDefinition', {});
    return 'terminate' in event ? tag('bpmn:terminateEventDefinition', {}) : timerDefinition(event.timer);
  }
}

function parallel(event: EventOptions | undefined): { readonly parallelMultiple?: true } {
  return event !== undefined && 'all' in event ? { parallelMultiple: true } : {};
}

function timerDefinition(timer: { readonly date?: string; readonly duration?: string; readonly cycle?: string; readonly workingDays?: string }): string {
  const body =
    (timer.date === undefined ? '' : formal('bpmn:timeDate', timer.date)) +
    (timer.duration === undefined ? '' : formal('bpmn:timeDuration', timer.duration)) +
    (timer.cycle === undefined ? '' : formal('bpmn:timeCycle', timer.cycle));
  return tag('bpmn:timerEventDefinition', { 'vanthu:workingDays': timer.workingDays }, body);
}

/** The BPMN text of one executable process, written by `content`. */
export function bpmn(content: (process: ScopeBuilder) => void, processId = 'process'): string {
  return bpmnFile({ [processId]: content });
}

/** The BPMN text of several executable processes, by their ids. */
export function bpmnFile(processes: Readonly<Record<string, (process: ScopeBuilder) => void>>): string {
  const references = new References();
  const texts = Object.entries(processes).map(([id, content]) => {
    const scope = new ScopeBuilder(references);
    content(scope);
    return tag('bpmn:process', { id, isExecutable: true }, `\n${scope.content}\n`);
  });
  return definitions(`\n${texts.join('\n')}\n${references.xml}\n`);
}
