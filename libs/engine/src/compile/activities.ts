import { bodyOf, childOf, childrenOf, extensionOf, flagOf, textOf, type ModdleElement } from './moddle-element.js';
import type { OutlineNode } from './outline.js';
import type { AdHocModel, Binding, CalledDecisionModel, CalledElementModel, Expression, JobModel, ListenerModel, Mapping, ResourceBinding, ScriptModel, UserTaskModel } from './process-model.js';
import type { Expressions } from './expressions.js';
import type { Problems } from './problems.js';

const empty: Expression = { kind: 'static', text: '' };
const defaultRetries: Expression = { kind: 'static', text: '3' };

/** Reads what activities do: jobs, user tasks, scripts, decisions, calls, mappings, listeners. */
export class ActivityReader {
  constructor(
    private readonly problems: Problems,
    private readonly expressions: Expressions,
  ) {}

  job(node: OutlineNode): JobModel | null {
    const definition = extensionOf(node.source, 'zeebe:TaskDefinition');
    if (definition === null) return null;
    const type = this.expressions.value(node.id, textOf(definition, 'type'), 'taskDefinition type');
    if (type === null) this.problems.add(node.id, 'JOB_TYPE_MISSING');
    const retries = this.expressions.value(node.id, textOf(definition, 'retries'), 'retries') ?? defaultRetries;
    return { type: type ?? empty, retries, headers: headersOf(extensionOf(node.source, 'zeebe:TaskHeaders')) };
  }

  userTask(node: OutlineNode): UserTaskModel {
    const assignment = extensionOf(node.source, 'zeebe:AssignmentDefinition');
    const schedule = extensionOf(node.source, 'zeebe:TaskSchedule');
    const form = extensionOf(node.source, 'zeebe:FormDefinition');
    const read = (source: ModdleElement | null, name: string): Expression | null => this.expressions.value(node.id, textOf(source, name), name);
    const workingDays = this.expressions.feel(node.id, textOf(schedule, 'workingDays'), 'workingDays');
    const dueDate = read(schedule, 'dueDate');
    if (workingDays !== null && dueDate !== null) this.problems.add(node.id, 'TIMER_INVALID', {}, { attribute: 'workingDays' });
    return {
      assignee: read(assignment, 'assignee'),
      candidateUsers: read(assignment, 'candidateUsers'),
      candidateGroups: read(assignment, 'candidateGroups'),
      dueDate,
      workingDays,
      followUpDate: read(schedule, 'followUpDate'),
      priority: read(extensionOf(node.source, 'zeebe:PriorityDefinition'), 'priority'),
      formId: textOf(form, 'formId') ?? textOf(form, 'formKey') ?? textOf(form, 'externalReference'),
      formBinding: this.binding(node, form),
      isExternalForm: textOf(form, 'externalReference') !== null,
      headers: headersOf(extensionOf(node.source, 'zeebe:TaskHeaders')),
    };
  }

  calledElement(node: OutlineNode): CalledElementModel {
    const called = extensionOf(node.source, 'zeebe:CalledElement');
    const text = textOf(called, 'processId') ?? textOf(called, 'processIdExpression') ?? textOf(node.source, 'calledElement');
    const processId = this.expressions.value(node.id, text, 'processId');
    if (processId === null) this.problems.add(node.id, 'CALLED_PROCESS_MISSING');
    if (textOf(called, 'businessId') !== null) this.problems.add(node.id, 'NOT_SUPPORTED', { what: 'businessId' }, { attribute: 'businessId' });
    const binding = (textOf(called, 'bindingType') ?? 'latest') as Binding;
    const versionTag = textOf(called, 'versionTag');
    if (!['latest', 'deployment', 'versionTag'].includes(binding) || (binding === 'versionTag' && versionTag === null)) this.problems.add(node.id, 'BINDING_INVALID');
    return {
      processId: processId ?? empty,
      binding,
      versionTag,
      propagateAllParentVariables: flagOf(called, 'propagateAllParentVariables') ?? true,
      propagateAllChildVariables: flagOf(called, 'propagateAllChildVariables') ?? true,
    };
  }

  calledDecision(node: OutlineNode): CalledDecisionModel | null {
    const called = extensionOf(node.source, 'zeebe:CalledDecision');
    if (called === null) return null;
    const decisionId = this.expressions.value(node.id, textOf(called, 'decisionId'), 'decisionId');
    const resultVariable = textOf(called, 'resultVariable');
    if (decisionId === null) this.problems.add(node.id, 'EXPRESSION_MISSING', { what: 'decisionId' });
    if (resultVariable === null) this.problems.add(node.id, 'EXPRESSION_MISSING', { what: 'resultVariable' });
    return { decisionId: decisionId ?? empty, binding: this.binding(node, called), resultVariable: resultVariable ?? '' };
  }

  script(node: OutlineNode): ScriptModel | null {
    const script = extensionOf(node.source, 'zeebe:Script');
    const native = node.source['script'];
    if (script === null && typeof native !== 'string') return null;
    const format = textOf(node.source, 'scriptFormat');
    if (script === null && format !== null && !/feel/i.test(format)) this.problems.add(node.id, 'NOT_SUPPORTED', { what: `script of format ${format}` }, { attribute: 'scriptFormat' });
    const text = script === null ? textOf(node.source, 'script') : textOf(script, 'expression');
    return {
      expression: this.expressions.requiredFeel(node.id, text, 'script'),
      resultVariable: textOf(script, 'resultVariable') ?? `${node.id}Result`,
    };
  }

  adHoc(node: OutlineNode): AdHocModel {
    const source = extensionOf(node.source, 'zeebe:AdHoc');
    const activeElements = this.expressions.feel(node.id, textOf(source, 'activeElementsCollection'), 'activeElementsCollection');
    return {
      activeElements,
      isManual: source !== null && activeElements === null,
      isSequential: source === null && node.source['ordering'] === 'Sequential',
      outputCollection: textOf(source, 'outputCollection'),
      outputElement: this.expressions.feel(node.id, textOf(source, 'outputElement'), 'outputElement'),
      completionCondition: this.expressions.feel(node.id, bodyOf(node.source, 'completionCondition'), 'completionCondition'),
      cancelRemaining: flagOf(node.source, 'cancelRemainingInstances') ?? true,
    };
  }

  private binding(node: OutlineNode, source: ModdleElement | null): ResourceBinding {
    const kind = textOf(source, 'bindingType') ?? 'latest';
    const versionTag = textOf(source, 'versionTag');
    if (kind === 'versionTag' && versionTag !== null) return { kind, versionTag };
    if (kind === 'deployment') return { kind };
    if (kind !== 'latest') this.problems.add(node.id, 'BINDING_INVALID');
    return { kind: 'latest' };
  }

  mappings(node: OutlineNode, side: 'inputParameters' | 'outputParameters'): readonly Mapping[] {
    const found: Mapping[] = [];
    for (const parameter of childrenOf(extensionOf(node.source, 'zeebe:IoMapping'), side)) {
      const source = this.expressions.value(node.id, textOf(parameter, 'source'), side);
      const [head, ...rest] = (textOf(parameter, 'target') ?? '').split('.').map((part) => part.trim());
      if (source === null && typeof parameter['source'] !== 'string') this.problems.add(node.id, 'EXPRESSION_MISSING', { what: 'source' }, { attribute: side });
      if (head === undefined || head === '' || rest.includes('')) this.problems.add(node.id, 'EXPRESSION_MISSING', { what: 'target' }, { attribute: side });
      else found.push({ source: source ?? empty, target: [head, ...rest] });
    }
    return found;
  }

  listeners(node: OutlineNode, type: 'zeebe:ExecutionListeners' | 'zeebe:TaskListeners'): readonly ListenerModel[] {
    return childrenOf(extensionOf(node.source, type), 'listeners').map((listener) => {
      const jobType = this.expressions.value(node.id, textOf(listener, 'type'), 'listener type');
      if (jobType === null) this.problems.add(node.id, 'JOB_TYPE_MISSING', {}, { attribute: 'listener type' });
      return {
        event: normalisedEvent(textOf(listener, 'eventType') ?? 'start'),
        type: jobType ?? empty,
        retries: this.expressions.value(node.id, textOf(listener, 'retries'), 'retries') ?? defaultRetries,
        headers: headersOf(childOf(listener, 'headers')),
      };
    });
  }

  properties(node: OutlineNode): Readonly<Record<string, string>> {
    const entries = childrenOf(extensionOf(node.source, 'zeebe:Properties'), 'properties').flatMap((property): [string, string][] => {
      const name = textOf(property, 'name');
      return name === null ? [] : [[name, typeof property['value'] === 'string' ? property['value'] : '']];
    });
    return Object.fromEntries(entries);
  }

  documentation(node: OutlineNode): string | null {
    const texts = childrenOf(node.source, 'documentation').flatMap((entry) => textOf(entry, 'text') ?? []);
    return texts.length === 0 ? null : texts.join('\n');
  }

  condition(flowId: string, source: ModdleElement): Expression | null {
    const child = childOf(source, 'conditionExpression');
    return child === null ? null : this.expressions.requiredFeel(flowId, bodyOf(source, 'conditionExpression'), 'conditionExpression');
  }
}

function headersOf(source: ModdleElement | null): Readonly<Record<string, string>> {
  const entries = childrenOf(source, 'values').flatMap((header): [string, string][] => {
    const key = textOf(header, 'key');
    return key === null ? [] : [[key, typeof header['value'] === 'string' ? header['value'] : '']];
  });
  return Object.fromEntries(entries);
}

/** Older files write `complete` for `completing` and so on. */
function normalisedEvent(event: string): string {
  const old: Readonly<Record<string, string>> = { create: 'creating', assignment: 'assigning', update: 'updating', complete: 'completing', cancel: 'canceling' };
  return old[event] ?? event;
}
