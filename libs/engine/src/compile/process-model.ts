/** Text as the modeler wrote it: FEEL where it began with `=`, else a plain value. */
export type Expression = { readonly kind: 'feel'; readonly text: string } | { readonly kind: 'static'; readonly text: string };

/** One input or output mapping; `target` is the path of the variable, e.g. `['order', 'status']`. */
export interface Mapping {
  readonly source: Expression;
  readonly target: readonly [string, ...string[]];
}

export interface JobModel {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ListenerModel extends JobModel {
  /** `start`, `end` for elements; `creating`, `assigning`, `updating`, `completing`, `canceling` for user tasks. */
  readonly event: string;
}

export interface UserTaskModel {
  readonly assignee: Expression | null;
  readonly candidateUsers: Expression | null;
  readonly candidateGroups: Expression | null;
  readonly dueDate: Expression | null;
  /** Working days until it is due; excludes `dueDate`. */
  readonly workingDays: Expression | null;
  readonly followUpDate: Expression | null;
  readonly priority: Expression | null;
  readonly formId: string | null;
  readonly formBinding: ResourceBinding;
  /** `formId` names a form of somebody else's, by `externalReference`. */
  readonly isExternalForm: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

export type Binding = 'latest' | 'deployment' | 'versionTag';

export interface CalledElementModel {
  readonly processId: Expression;
  readonly binding: Binding;
  readonly versionTag: string | null;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

/** Which version of a decision or form is meant. */
export type ResourceBinding = { readonly kind: 'latest' } | { readonly kind: 'deployment' } | { readonly kind: 'versionTag'; readonly versionTag: string };

export interface CalledDecisionModel {
  readonly decisionId: Expression;
  readonly binding: ResourceBinding;
  readonly resultVariable: string;
}

export interface ScriptModel {
  readonly expression: Expression;
  readonly resultVariable: string;
}

/** A multi-instance or a standard loop around an activity. */
export interface LoopModel {
  readonly kind: 'parallel' | 'sequential' | 'standard';
  /** Multi-instance: the list to go through. */
  readonly inputCollection: Expression | null;
  /** Multi-instance: a number of times, where there is no list. */
  readonly cardinality: Expression | null;
  readonly inputElement: string | null;
  readonly outputCollection: string | null;
  readonly outputElement: Expression | null;
  readonly completionCondition: Expression | null;
  /** Standard loop: goes on while it is true. */
  readonly loopCondition: Expression | null;
  readonly testBefore: boolean;
  readonly maximum: number | null;
  readonly throws: LoopThrow | null;
}

/** What a multi-instance throws when its first item, or each of them, has finished. */
export interface LoopThrow {
  readonly when: 'first' | 'each';
  readonly event: Extract<EventModel, { kind: 'signal' | 'error' | 'escalation' }>;
}

/** What an ad-hoc subprocess runs, and when that is enough. */
export interface AdHocModel {
  /** Ids of the elements to begin with. */
  readonly activeElements: Expression | null;
  /** Nothing begins by itself: commands say what runs. */
  readonly isManual: boolean;
  /** Without an extension everything in it runs; here one after the other. */
  readonly isSequential: boolean;
  readonly outputCollection: string | null;
  /** What a path through it gives, when its last element ends. */
  readonly outputElement: Expression | null;
  readonly completionCondition: Expression | null;
  readonly cancelRemaining: boolean;
}

export type TimerModel =
  | { readonly kind: 'date' | 'duration' | 'cycle' | 'workingDays'; readonly value: Expression };

/** What an event waits for or throws. */
export type EventModel =
  | { readonly kind: 'none' | 'terminate' | 'cancel' }
  | { readonly kind: 'message'; readonly name: Expression; readonly correlationKey: Expression | null }
  | { readonly kind: 'timer'; readonly timer: TimerModel }
  | { readonly kind: 'signal'; readonly name: Expression }
  /** A null code catches every code. */
  | { readonly kind: 'error' | 'escalation'; readonly code: Expression | null }
  /** Looks again when one of these variables is created or updated; empty lists: any variable, any change. */
  | { readonly kind: 'conditional'; readonly condition: Expression; readonly variables: readonly string[]; readonly changes: readonly ('create' | 'update')[] }
  /** Throw: `target` is the index of the catch event. */
  | { readonly kind: 'link'; readonly name: string; readonly target: number }
  /** Throw: `activity` is the index of what is compensated, or -1 for all of the scope. */
  | { readonly kind: 'compensation'; readonly activity: number }
  | { readonly kind: 'multiple'; readonly parts: readonly EventModel[]; readonly isParallel: boolean };

export type ElementType =
  | 'process' | 'subProcess' | 'eventSubProcess' | 'transaction' | 'adHocSubProcess' | 'callActivity'
  | 'task' | 'manualTask' | 'userTask' | 'serviceTask' | 'sendTask' | 'receiveTask' | 'scriptTask' | 'businessRuleTask'
  | 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway' | 'eventBasedGateway' | 'complexGateway'
  | 'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent';

/** The triggers of an event: one, or several of which any or (parallel multiple) all must come. */
export function partsOf(event: EventModel | null): readonly EventModel[] {
  if (event === null) return [];
  return event.kind === 'multiple' ? event.parts : [event];
}

/** Every relation is an index into `ProcessModel.elements` or `flows`; -1 means none. */
export interface ElementModel {
  readonly index: number;
  readonly id: string;
  readonly type: ElementType;
  readonly name: string;
  readonly documentation: string | null;
  /** `zeebe:properties`, for hints of user interface and connectors. */
  readonly properties: Readonly<Record<string, string>>;
  readonly lane: string | null;
  /** The container around it; -1 for the process. */
  readonly scope: number;
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
  readonly defaultFlow: number;
  readonly boundaryEvents: readonly number[];
  readonly attachedTo: number;
  /** Boundary and start events of event subprocesses. */
  readonly interrupting: boolean;
  /** Containers: the event subprocesses in it. */
  readonly eventSubprocesses: readonly number[];
  /** Containers: where it begins: its none start event, for an event subprocess its start event, else what has no incoming flow. */
  readonly starts: readonly number[];
  readonly event: EventModel | null;
  readonly job: JobModel | null;
  readonly userTask: UserTaskModel | null;
  readonly calledElement: CalledElementModel | null;
  readonly calledDecision: CalledDecisionModel | null;
  readonly script: ScriptModel | null;
  readonly loop: LoopModel | null;
  readonly adHoc: AdHocModel | null;
  /** Complex gateways: when the tokens that have come are enough. */
  readonly activation: Expression | null;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly listeners: readonly ListenerModel[];
  readonly taskListeners: readonly ListenerModel[];
  /** Activities: what undoes it once it is completed. */
  readonly compensationHandler: number;
  readonly isForCompensation: boolean;
  /** How many tokens must have come before an activity begins, and how many leave it by each flow. */
  readonly startQuantity: number;
  readonly completionQuantity: number;
  /** Receive tasks and event-based gateways that begin an instance. */
  readonly instantiates: boolean;
  /** Event-based gateways: every event behind it must come, not just the first. */
  readonly awaitsAll: boolean;
  /** Joins: for each incoming flow the elements (bits) from which it can be reached without passing the join. */
  readonly reach: readonly (readonly number[])[];
}

export interface FlowModel {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly source: number;
  readonly target: number;
  /** Position among the incoming flows of its target. */
  readonly targetSlot: number;
  readonly condition: Expression | null;
}

/** An event that begins an instance: a start event, a receive task that instantiates, or an event behind a gateway that does. */
export interface StartEventModel {
  readonly elementId: string;
  readonly kind: EventModel['kind'];
  readonly messageName?: string;
  readonly signalName?: string;
  readonly timer?: TimerModel;
}

/** A compiled process: plain JSON, immutable, shared by all its instances. `elements[0]` is the process itself. */
export interface ProcessModel {
  readonly format: 1;
  readonly processId: string;
  readonly name: string;
  readonly versionTag: string | null;
  readonly elements: readonly ElementModel[];
  readonly flows: readonly FlowModel[];
  readonly startEvents: readonly StartEventModel[];
}

/** Why a file cannot run: where it is, and what to do in both languages. */
export interface ProcessProblem {
  readonly elementId: string | null;
  readonly code: string;
  readonly reason: string;
  readonly reasonVi: string;
  readonly attribute?: string;
  /** Offsets in the FEEL text. */
  readonly position?: { readonly from: number; readonly to: number };
}

export type CompileResult =
  | { readonly ok: true; readonly processes: readonly ProcessModel[] }
  | { readonly ok: false; readonly problems: readonly ProcessProblem[] };
