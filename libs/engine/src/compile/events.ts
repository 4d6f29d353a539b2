import { bodyOf, childOf, childrenOf, extensionOf, localType, textOf, type ModdleElement } from './moddle-element.js';
import type { Outline, OutlineNode } from './outline.js';
import type { EventModel, Expression, TimerModel } from './process-model.js';
import type { Expressions } from './expressions.js';
import type { Problems } from './problems.js';
import { isTimerText } from '../expression/timer-text.js';

const none: EventModel = { kind: 'none' };
const empty: Expression = { kind: 'static', text: '' };
const throwing = new Set(['endEvent', 'intermediateThrowEvent']);

/** Reads what events wait for and throw. */
export class EventReader {
  constructor(
    private readonly outline: Outline,
    private readonly problems: Problems,
    private readonly expressions: Expressions,
  ) {}

  event(node: OutlineNode): EventModel {
    const definitions = [...childrenOf(node.source, 'eventDefinitions'), ...childrenOf(node.source, 'eventDefinitionRef')];
    const [definition] = definitions;
    if (definition === undefined) return none;
    if (definitions.length === 1) return this.definition(node, definition);
    const parts = definitions.map((each) => this.definition(node, each));
    return { kind: 'multiple', parts, isParallel: node.source['parallelMultiple'] === true };
  }

  /** The message of a receive or send task. */
  messageOf(node: OutlineNode, source: ModdleElement, isThrown: boolean): EventModel {
    const message = childOf(source, 'messageRef');
    const name = this.expressions.value(node.id, textOf(message, 'name'), 'message name');
    // what a worker sends needs no name here
    if (isThrown && name === null && extensionOf(node.source, 'zeebe:TaskDefinition') !== null) return { kind: 'message', name: empty, correlationKey: null };
    if (message === null || name === null) {
      this.problems.add(node.id, 'MESSAGE_MISSING');
      return none;
    }
    const key = textOf(extensionOf(message, 'zeebe:Subscription'), 'correlationKey');
    const correlationKey = this.expressions.feel(node.id, key, 'correlationKey');
    if (correlationKey === null && !isThrown && !this.startsProcess(node)) this.problems.add(node.id, 'CORRELATION_KEY_MISSING');
    return { kind: 'message', name, correlationKey };
  }

  private definition(node: OutlineNode, source: ModdleElement): EventModel {
    const isThrown = throwing.has(node.type);
    switch (localType(source)) {
      case 'messageEventDefinition':
        return this.messageOf(node, source, isThrown);
      case 'timerEventDefinition':
        return isThrown ? this.refuse(node, 'thrown timer') : { kind: 'timer', timer: this.timer(node, source) };
      case 'signalEventDefinition':
        return this.signal(node, source);
      case 'errorEventDefinition':
        return this.coded(node, 'error', childOf(source, 'errorRef'), 'errorCode', isThrown);
      case 'escalationEventDefinition':
        return this.coded(node, 'escalation', childOf(source, 'escalationRef'), 'escalationCode', isThrown);
      case 'terminateEventDefinition':
        return node.type === 'endEvent' ? { kind: 'terminate' } : this.refuse(node, 'terminate event here');
      case 'linkEventDefinition':
        return this.link(node, source, isThrown);
      case 'conditionalEventDefinition':
        return isThrown ? this.refuse(node, 'thrown condition') : this.conditional(node, source);
      case 'compensateEventDefinition':
        return { kind: 'compensation', activity: this.outline.indexOf(childOf(source, 'activityRef')) };
      case 'cancelEventDefinition':
        return { kind: 'cancel' };
      default:
        return this.refuse(node, localType(source));
    }
  }

  private signal(node: OutlineNode, source: ModdleElement): EventModel {
    const name = this.expressions.value(node.id, textOf(childOf(source, 'signalRef'), 'name'), 'signal name');
    if (name === null) this.problems.add(node.id, 'SIGNAL_MISSING');
    return { kind: 'signal', name: name ?? empty };
  }

  private coded(node: OutlineNode, kind: 'error' | 'escalation', reference: ModdleElement | null, property: string, isThrown: boolean): EventModel {
    const code = this.expressions.value(node.id, textOf(reference, property), property);
    if (isThrown && code === null) this.problems.add(node.id, kind === 'error' ? 'ERROR_CODE_MISSING' : 'ESCALATION_CODE_MISSING');
    if (!isThrown && code?.kind === 'feel') this.problems.add(node.id, 'NOT_SUPPORTED', { what: 'FEEL in a caught code' }, { attribute: property });
    return { kind, code };
  }

  private conditional(node: OutlineNode, source: ModdleElement): EventModel {
    const filter = extensionOf(source, 'zeebe:ConditionalFilter');
    const changes = listOf(textOf(filter, 'variableEvents'));
    const unknown = changes.find((change) => change !== 'create' && change !== 'update');
    if (unknown !== undefined) this.problems.add(node.id, 'NOT_SUPPORTED', { what: `variable event ${unknown}` }, { attribute: 'variableEvents' });
    return {
      kind: 'conditional',
      condition: this.expressions.requiredFeel(node.id, bodyOf(source, 'condition'), 'condition'),
      variables: listOf(textOf(filter, 'variableNames')),
      changes: changes.filter((change) => change === 'create' || change === 'update'),
    };
  }

  private link(node: OutlineNode, source: ModdleElement, isThrown: boolean): EventModel {
    const name = textOf(source, 'name') ?? '';
    if (!isThrown) return { kind: 'link', name, target: -1 };
    const catches = this.outline.nodes.filter(
      (other) => other.scope === node.scope && other.type === 'intermediateCatchEvent' && linkName(other.source) === name,
    );
    if (catches.length !== 1) this.problems.add(node.id, 'LINK_TARGET_MISSING', { name });
    return { kind: 'link', name, target: catches[0]?.index ?? -1 };
  }

  private timer(node: OutlineNode, source: ModdleElement): TimerModel {
    const found: TimerModel[] = [];
    for (const [property, kind] of [['timeDate', 'date'], ['timeDuration', 'duration'], ['timeCycle', 'cycle']] as const) {
      const value = this.expressions.value(node.id, bodyOf(source, property), property);
      if (value !== null) found.push({ kind, value });
    }
    const days = this.expressions.feel(node.id, textOf(source, 'workingDays'), 'workingDays');
    if (days !== null) found.push({ kind: 'workingDays', value: days });
    const [timer] = found;
    if (timer === undefined || found.length > 1 || (timer.kind !== 'workingDays' && timer.value.kind === 'static' && !isTimerText(timer.kind, timer.value.text))) {
      this.problems.add(node.id, 'TIMER_INVALID');
    }
    return timer ?? { kind: 'duration', value: empty };
  }

  /** A message that begins an instance needs no key: there is nothing yet to compare it with. */
  private startsProcess(node: OutlineNode): boolean {
    if (node.scope !== 0) return false;
    if (node.type === 'startEvent' || node.source['instantiate'] === true) return true;
    const before = this.outline.nodes[this.outline.flows[node.incoming[0] ?? -1]?.from ?? -1];
    return before?.type === 'eventBasedGateway' && before.source['instantiate'] === true && textOf(before.source, 'eventGatewayType') !== 'Parallel';
  }

  private refuse(node: OutlineNode, what: string): EventModel {
    this.problems.add(node.id, 'NOT_SUPPORTED', { what });
    return none;
  }
}

function listOf(text: string | null): string[] {
  return (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function linkName(source: ModdleElement): string | null {
  const [definition] = childrenOf(source, 'eventDefinitions');
  return definition?.$type === 'bpmn:LinkEventDefinition' ? (textOf(definition, 'name') ?? '') : null;
}
