import { bodyOf, childOf, extensionOf, flagOf, textOf } from './moddle-element.js';
import type { OutlineNode } from './outline.js';
import type { LoopModel } from './process-model.js';
import type { Expressions } from './expressions.js';
import type { Problems } from './problems.js';

/** Reads multi-instance and standard loops. */
export function loopOf(node: OutlineNode, expressions: Expressions, problems: Problems): LoopModel | null {
  const source = childOf(node.source, 'loopCharacteristics');
  if (source === null) return null;
  const feel = (text: string | null, attribute: string) => expressions.feel(node.id, text, attribute);
  const zeebe = extensionOf(source, 'zeebe:LoopCharacteristics');
  const isStandard = source.$type === 'bpmn:StandardLoopCharacteristics';
  const inputCollection = feel(textOf(zeebe, 'inputCollection'), 'inputCollection');
  const cardinality = feel(bodyOf(source, 'loopCardinality'), 'loopCardinality');
  if (!isStandard && inputCollection === null && cardinality === null) problems.add(node.id, 'LOOP_INVALID');
  const loopCondition = feel(bodyOf(source, 'loopCondition'), 'loopCondition');
  const maximum = typeof source['loopMaximum'] === 'number' ? source['loopMaximum'] : null;
  if (isStandard && loopCondition === null && maximum === null) problems.add(node.id, 'LOOP_INVALID');
  return {
    kind: isStandard ? 'standard' : flagOf(source, 'isSequential') === true ? 'sequential' : 'parallel',
    inputCollection,
    cardinality,
    inputElement: textOf(zeebe, 'inputElement'),
    outputCollection: textOf(zeebe, 'outputCollection'),
    outputElement: feel(textOf(zeebe, 'outputElement'), 'outputElement'),
    completionCondition: feel(bodyOf(source, 'completionCondition'), 'completionCondition'),
    loopCondition,
    testBefore: flagOf(source, 'testBefore') ?? false,
    maximum,
  };
}
