import { escapeXml, tag } from './bpmn-xml.js';

/** What an event waits for or throws, in the words of BPMN. */
export type EventOptions =
  | { readonly message: string; readonly correlationKey?: string }
  | { readonly timer: { readonly date?: string; readonly duration?: string; readonly cycle?: string; readonly workingDays?: string } }
  | { readonly signal: string }
  | { readonly error: string | null }
  | { readonly escalation: string | null }
  | { readonly link: string }
  | { readonly condition: string; readonly variables?: string }
  | { readonly compensate: string | null }
  | { readonly cancel: true }
  | { readonly terminate: true }
  | { readonly any: readonly EventOptions[] }
  | { readonly all: readonly EventOptions[] };

export interface LoopOptions {
  readonly sequential?: boolean;
  readonly collection?: string;
  readonly element?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly completionCondition?: string;
  readonly cardinality?: string;
}

/** Options of any element; expressions are written as in a diagram, FEEL with a leading `=`. */
export interface ElementOptions {
  readonly name?: string;
  readonly event?: EventOptions;
  readonly jobType?: string;
  readonly retries?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly assignee?: string;
  readonly candidateUsers?: string;
  readonly candidateGroups?: string;
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly workingDays?: string;
  readonly priority?: string;
  readonly formId?: string;
  readonly script?: string;
  readonly result?: string;
  readonly decision?: string;
  readonly calls?: string;
  readonly propagateAllParentVariables?: boolean;
  readonly propagateAllChildVariables?: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly listeners?: readonly { readonly event: string; readonly type: string }[];
  readonly taskListeners?: readonly { readonly event: string; readonly type: string }[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly loop?: LoopOptions;
  readonly standardLoop?: { readonly condition?: string; readonly maximum?: number; readonly testBefore?: boolean };
  readonly interrupting?: boolean;
  readonly isForCompensation?: boolean;
  /** Of an ad-hoc subprocess; empty: commands say what runs. */
  readonly activeElements?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly completionCondition?: string;
  readonly activationCondition?: string;
  /** More attributes of the element, e.g. `startQuantity`. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** More child elements, as BPMN text. */
  readonly xml?: string;
}

/** The child elements that the options make, in the order the schema wants. */
export function bodyOf(options: ElementOptions, content: string): string {
  const extensions = extensionsOf(options);
  return (extensions === '' ? '' : tag('bpmn:extensionElements', {}, extensions)) + (options.xml ?? '') + loopOf(options) + content + (options.completionCondition === undefined ? '' : formal('bpmn:completionCondition', options.completionCondition)) + (options.activationCondition === undefined ? '' : formal('bpmn:activationCondition', options.activationCondition));
}

function extensionsOf(options: ElementOptions): string {
  const { headers, inputs, outputs } = options;
  const parts = [
    options.jobType !== undefined && tag('zeebe:taskDefinition', { type: options.jobType, retries: options.retries }),
    headers !== undefined && tag('zeebe:taskHeaders', {}, Object.entries(headers).map(([key, value]) => tag('zeebe:header', { key, value })).join('')),
    ...userTaskOf(options),
    options.script !== undefined && tag('zeebe:script', { expression: options.script, resultVariable: options.result ?? 'result' }),
    options.decision !== undefined && tag('zeebe:calledDecision', { decisionId: options.decision, resultVariable: options.result ?? 'result' }),
    options.calls !== undefined && tag('zeebe:calledElement', { processId: options.calls, propagateAllParentVariables: options.propagateAllParentVariables, propagateAllChildVariables: options.propagateAllChildVariables }),
    (inputs !== undefined || outputs !== undefined) && tag('zeebe:ioMapping', {}, mappings('zeebe:input', inputs) + mappings('zeebe:output', outputs)),
    options.listeners !== undefined && tag('zeebe:executionListeners', {}, options.listeners.map(({ event, type }) => tag('zeebe:executionListener', { eventType: event, type })).join('')),
    options.taskListeners !== undefined && tag('zeebe:taskListeners', {}, options.taskListeners.map(({ event, type }) => tag('zeebe:taskListener', { eventType: event, type })).join('')),
    (options.activeElements ?? options.outputCollection) !== undefined && tag('zeebe:adHoc', { activeElementsCollection: options.activeElements === '' ? undefined : options.activeElements, outputCollection: options.outputCollection, outputElement: options.outputElement }),
    options.properties !== undefined && tag('zeebe:properties', {}, Object.entries(options.properties).map(([name, value]) => tag('zeebe:property', { name, value })).join('')),
  ];
  return parts.filter((part) => part !== false).join('');
}

function userTaskOf(options: ElementOptions): (string | false)[] {
  const { assignee, candidateUsers, candidateGroups, dueDate, followUpDate, workingDays } = options;
  return [
    (assignee ?? candidateUsers ?? candidateGroups) !== undefined && tag('zeebe:assignmentDefinition', { assignee, candidateUsers, candidateGroups }),
    (dueDate ?? followUpDate ?? workingDays) !== undefined && tag('zeebe:taskSchedule', { dueDate, followUpDate, 'vanthu:workingDays': workingDays }),
    options.priority !== undefined && tag('zeebe:priorityDefinition', { priority: options.priority }),
    options.formId !== undefined && tag('zeebe:formDefinition', { formId: options.formId }),
  ];
}

function mappings(name: string, values: Readonly<Record<string, string>> = {}): string {
  return Object.entries(values).map(([target, source]) => tag(name, { source, target })).join('');
}

function loopOf({ loop, standardLoop }: ElementOptions): string {
  if (standardLoop !== undefined) {
    const condition = standardLoop.condition === undefined ? '' : formal('bpmn:loopCondition', standardLoop.condition);
    return tag('bpmn:standardLoopCharacteristics', { testBefore: standardLoop.testBefore, loopMaximum: standardLoop.maximum }, condition);
  }
  if (loop === undefined) return '';
  const zeebe = { inputCollection: loop.collection, inputElement: loop.element, outputCollection: loop.outputCollection, outputElement: loop.outputElement };
  const body =
    (Object.values(zeebe).every((value) => value === undefined) ? '' : tag('bpmn:extensionElements', {}, tag('zeebe:loopCharacteristics', zeebe))) +
    (loop.cardinality === undefined ? '' : formal('bpmn:loopCardinality', loop.cardinality)) +
    (loop.completionCondition === undefined ? '' : formal('bpmn:completionCondition', loop.completionCondition));
  return tag('bpmn:multiInstanceLoopCharacteristics', { isSequential: loop.sequential === true ? true : undefined }, body);
}

export function formal(name: string, text: string): string {
  return tag(name, { 'xsi:type': 'bpmn:tFormalExpression' }, escapeXml(text));
}
