import type { Key } from '@vanthu/model';
import { compileProcesses } from '../compile/compile-processes.js';
import type { ProcessModel } from '../compile/process-model.js';
import { advance, type Advanced } from '../execution/advance.js';
import type { ChildEnded, Command, CompletionResult, Rejection, StartInstance } from '../execution/command.js';
import type { DecisionEvaluator, ExecutionContext, WorkingCalendar } from '../execution/context.js';
import type { ProcessEvent } from '../execution/event.js';
import type { JsonObject } from '../execution/json.js';
import type { ElementInstance, ProcessState } from '../execution/process-state.js';
import { restore, snapshotOf } from '../execution/snapshot.js';
import { variablesAt } from '../execution/variables.js';

export interface ScenarioOptions {
  /** epoch ms at the beginning; default 2026-01-05T01:00:00Z, a Monday, 8:00 in Vietnam. */
  readonly now?: number;
  readonly zone?: string;
  readonly decisions?: DecisionEvaluator;
  readonly calendar?: WorkingCalendar;
  readonly stepBudget?: number;
  readonly processId?: string;
}

type Event<Type extends ProcessEvent['type']> = ProcessEvent & { readonly type: Type };

const someone = { username: 'someone' };
const noDecisions: DecisionEvaluator = { evaluate: () => null };
const sevenDayWeek: WorkingCalendar = { addWorkingDays: (from, days) => from + days * 86_400_000 };

/** Compiles a diagram for a spec; problems are thrown, so that the spec shows them. */
export async function scenario(xml: string, options: ScenarioOptions = {}): Promise<Scenario> {
  const compiled = await compileProcesses(xml);
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => `${problem.elementId ?? '-'} ${problem.code}: ${problem.reason}`).join('\n'));
  const model = compiled.processes.find((process) => options.processId === undefined || process.processId === options.processId);
  if (model === undefined) throw new Error(`No process ${options.processId ?? ''}`);
  return new Scenario(model, options);
}

/**
 * One instance on the pure core, with a clock and ids of its own. Every command goes through a saved and restored
 * snapshot, so that each spec proves that nothing lives outside of it.
 */
export class Scenario {
  readonly events: ProcessEvent[] = [];
  readonly commands: Command[] = [];
  status: Advanced['status'] = 'active';
  hasIncident = false;
  now: number;
  private current: ProcessState | null = null;
  private lastKey = 1000;

  constructor(
    readonly model: ProcessModel,
    private readonly options: ScenarioOptions = {},
  ) {
    this.now = options.now ?? Date.UTC(2026, 0, 5, 1);
  }

  get state(): ProcessState | null {
    return this.current;
  }

  start(variables: JsonObject = {}, more: Partial<StartInstance> = {}): this {
    return this.must({ type: 'StartInstance', instanceKey: '1', variables, actor: someone, ...more });
  }

  /** Goes on from a saved state; keys continue above those in it. */
  adopt(state: ProcessState): this {
    this.current = state;
    this.lastKey = Math.max(this.lastKey, ...[...state.elements.keys(), ...state.owners.keys()].map(Number));
    return this;
  }

  /** Runs a command and expects it to be accepted. */
  must(command: Command): this {
    const rejection = this.try(command);
    if (rejection !== null) throw new Error(`${command.type} was refused: ${rejection.code} ${rejection.reason}`);
    return this;
  }

  /** Runs a command; the rejection when it is refused. */
  try(command: Command): Rejection | null {
    const before = this.current === null ? null : restore(snapshotOf(this.current));
    const result = advance(this.model, before, command, this.context());
    if (result.kind === 'rejection') return result;
    this.commands.push(command);
    this.events.push(...result.events);
    this.status = result.status;
    this.hasIncident = result.hasIncident;
    this.current = result.state;
    return null;
  }

  completeTask(elementId: string, variables: JsonObject = {}): this {
    return this.must({ type: 'CompleteUserTask', taskKey: this.instance(elementId, 'task').task?.key ?? '', variables, actor: someone });
  }

  completeJob(elementId: string, variables: JsonObject = {}, result?: CompletionResult): this {
    return this.must({ type: 'CompleteJob', jobKey: this.jobKey(elementId), variables, ...(result !== undefined && { result }) });
  }

  failJob(elementId: string, retries: number, message = 'failed'): this {
    return this.must({ type: 'FailJob', jobKey: this.jobKey(elementId), retries, retryAt: this.now, message });
  }

  throwError(elementId: string, errorCode: string, variables: JsonObject = {}): this {
    return this.must({ type: 'ThrowJobError', jobKey: this.jobKey(elementId), errorCode, message: `error ${errorCode}`, variables });
  }

  /** Moves the clock to the due time of the timer event and fires it. */
  fire(eventId: string): this {
    const event = this.indexOf(eventId);
    const timer = this.live.flatMap((instance) => instance.timers ?? []).find((open) => open.event === event);
    if (timer === undefined) throw new Error(`No timer of "${eventId}" is open`);
    this.now = Math.max(this.now, timer.dueAt);
    return this.must({ type: 'FireTimer', timerKey: timer.key });
  }

  correlate(eventId: string, variables: JsonObject = {}): this {
    const event = this.indexOf(eventId);
    const open = this.live.flatMap((instance) => instance.subscriptions ?? []).find((subscription) => subscription.event === event);
    if (open === undefined) throw new Error(`No subscription of "${eventId}" is open`);
    return this.must({ type: 'CorrelateMessage', subscriptionKey: open.key, messageKey: '7', variables });
  }

  endChild(elementId: string, outcome: ChildEnded['outcome']): this {
    const { key } = this.instance(elementId, undefined);
    return this.must({ type: 'ChildEnded', elementInstanceKey: key, childInstanceKey: '9', outcome });
  }

  resolve(elementId: string, retries?: number): this {
    const incidentKey = this.instance(elementId, 'incident').incident?.key ?? '';
    return this.must({ type: 'ResolveIncident', incidentKey, actor: someone, ...(retries !== undefined && { retries }) });
  }

  setVariables(variables: JsonObject, scopeKey: Key = '1', local = false): this {
    return this.must({ type: 'SetVariables', scopeKey, variables, local, actor: someone });
  }

  /** Ids of what lives, in the order it began; multi-instance bodies and their items both count. */
  get active(): string[] {
    return this.live.filter((instance) => instance.scope !== '').map((instance) => this.idOf(instance));
  }

  get live(): readonly Readonly<ElementInstance>[] {
    return [...(this.current?.elements.values() ?? [])];
  }

  /** Ids of completed elements, in order. */
  get completed(): string[] {
    return this.all('ElementCompleted').map((event) => event.elementId);
  }

  get terminated(): string[] {
    return this.all('ElementTerminated').map((event) => event.elementId);
  }

  get incidents(): string[] {
    return this.live.flatMap((instance) => (instance.incident === undefined ? [] : [`${this.idOf(instance)} ${instance.incident.type}`]));
  }

  /** Variables of the instance; of an ended one those it ended with. */
  get variables(): JsonObject {
    if (this.current !== null) return variablesAt(this.model, this.current, this.current.key);
    return this.all('InstanceCompleted')[0]?.variables ?? this.all('InstanceFailed')[0]?.variables ?? {};
  }

  variablesOf(elementId: string): JsonObject {
    return this.current === null ? {} : variablesAt(this.model, this.current, this.instance(elementId, undefined).key);
  }

  all<Type extends ProcessEvent['type']>(type: Type): Event<Type>[] {
    return this.events.filter((event): event is Event<Type> => event.type === type);
  }

  last<Type extends ProcessEvent['type']>(type: Type): Event<Type> {
    const event = this.all(type).at(-1);
    if (event === undefined) throw new Error(`No event ${type}`);
    return event;
  }

  context(): ExecutionContext {
    const { zone = 'Asia/Ho_Chi_Minh', decisions = noDecisions, calendar = sevenDayWeek, stepBudget } = this.options;
    const nextKey = (): Key => String((this.lastKey += 1));
    return { now: this.now, zone, decisions, calendar, nextKey, ...(stepBudget !== undefined && { stepBudget }) };
  }

  /** The first live instance of an element that has what is asked for; bodies of multi-instances are passed over. */
  instance(elementId: string, having: 'task' | 'job' | 'incident' | undefined): Readonly<ElementInstance> {
    const found = this.live.find((instance) => this.idOf(instance) === elementId && (having === undefined ? instance.loop === undefined : instance[having] !== undefined));
    if (found === undefined) throw new Error(`"${elementId}" is not active${having === undefined ? '' : ` with a ${having}`}; active: ${this.active.join(', ')}; incidents: ${this.incidents.join(', ')}`);
    return found;
  }

  private jobKey(elementId: string): Key {
    return this.instance(elementId, 'job').job?.key ?? '';
  }

  private idOf(instance: Readonly<ElementInstance>): string {
    return this.model.elements[instance.element]?.id ?? '';
  }

  private indexOf(elementId: string): number {
    return this.model.elements.findIndex((element) => element.id === elementId);
  }
}
