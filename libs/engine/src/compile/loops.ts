import { bodyOf, childOf, childrenOf, extensionOf, flagOf, textOf, type ModdleElement } from './moddle-element.js';
import type { OutlineNode } from './outline.js';
import type { LoopModel, LoopThrow } from './process-model.js';
import type { Expressions } from './expressions.js';
import type { Problems } from './problems.js';

/** Reads multi-instance and standard loops: zeebe's collections, or the standard's references to data. */
export function loopOf(node: OutlineNode, expressions: Expressions, problems: Problems): LoopModel | null {
  const source = childOf(node.source, 'loopCharacteristics');
  if (source === null) return null;
  const feel = (text: string | null, attribute: string) => expressions.feel(node.id, text, attribute);
  const zeebe = extensionOf(source, 'zeebe:LoopCharacteristics');
  const isStandard = source.$type === 'bpmn:StandardLoopCharacteristics';
  const inputCollection = feel(textOf(zeebe, 'inputCollection') ?? collectionName(node, childOf(source, 'loopDataInputRef')), 'inputCollection');
  const cardinality = feel(bodyOf(source, 'loopCardinality'), 'loopCardinality');
  if (!isStandard && inputCollection === null && cardinality === null) problems.add(node.id, 'LOOP_INVALID');
  const loopCondition = feel(bodyOf(source, 'loopCondition'), 'loopCondition');
  const maximum = maximumOf(source);
  if (isStandard && loopCondition === null && maximum === null) problems.add(node.id, 'LOOP_INVALID');
  return {
    kind: isStandard ? 'standard' : flagOf(source, 'isSequential') === true ? 'sequential' : 'parallel',
    inputCollection,
    cardinality,
    inputElement: textOf(zeebe, 'inputElement') ?? variableName(childOf(source, 'inputDataItem')),
    outputCollection: textOf(zeebe, 'outputCollection') ?? collectionName(node, childOf(source, 'loopDataOutputRef')),
    outputElement: feel(textOf(zeebe, 'outputElement') ?? variableName(childOf(source, 'outputDataItem')), 'outputElement'),
    completionCondition: feel(bodyOf(source, 'completionCondition'), 'completionCondition'),
    loopCondition,
    testBefore: flagOf(source, 'testBefore') ?? false,
    maximum,
    throws: throwOf(node, source, expressions, problems),
  };
}

/** A maximum that is no positive number is none. */
function maximumOf(source: ModdleElement): number | null {
  const maximum = source['loopMaximum'];
  return typeof maximum === 'number' && maximum >= 0 ? maximum : null;
}

/** Data inputs and outputs of the activity stand for the data that they are associated with. */
function collectionName(node: OutlineNode, data: ModdleElement | null): string | null {
  if (data === null) return null;
  const input = childrenOf(node.source, 'dataInputAssociations').find((association) => childOf(association, 'targetRef') === data);
  const output = childrenOf(node.source, 'dataOutputAssociations').find((association) => childrenOf(association, 'sourceRef').includes(data));
  return variableName(childrenOf(input, 'sourceRef')[0] ?? childOf(output, 'targetRef') ?? data);
}

function variableName(data: ModdleElement | null): string | null {
  return textOf(data, 'name') ?? textOf(childOf(data, 'dataObjectRef'), 'name') ?? textOf(data, 'id');
}

/** What a multi-instance throws when an item has finished: never (All), for the first (One) or for each (None). */
function throwOf(node: OutlineNode, source: ModdleElement, expressions: Expressions, problems: Problems): LoopThrow | null {
  const behavior = textOf(source, 'behavior') ?? 'All';
  if (behavior === 'All') return null;
  const definition = childOf(source, behavior === 'One' ? 'oneBehaviorEventRef' : 'noneBehaviorEventRef');
  const isSignal = definition?.$type === 'bpmn:SignalEventDefinition';
  const name = isSignal ? textOf(childOf(definition, 'signalRef'), 'name') : textOf(childOf(definition, 'escalationRef'), 'escalationCode');
  if (behavior === 'Complex' || definition === null || name === null) {
    problems.add(node.id, 'NOT_SUPPORTED', { what: `multi-instance behavior "${behavior}" other than with a signal or an escalation` }, { attribute: 'behavior' });
    return null;
  }
  const value = expressions.value(node.id, name, 'behavior');
  return value === null ? null : { when: behavior === 'One' ? 'first' : 'each', event: isSignal ? { kind: 'signal', name: value } : { kind: 'escalation', code: value } };
}
