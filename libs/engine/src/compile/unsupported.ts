import { childOf, extensionOf, textOf } from './moddle-element.js';
import type { OutlineNode } from './outline.js';
import type { Problems } from './problems.js';

const extensions = ['zeebe:JobPriorityDefinition', 'zeebe:LinkedResources', 'zeebe:AgentDefinition'];

/** Attributes and extensions that would change the execution, and that nothing here carries out. */
export function refuseUnsupported(node: OutlineNode, problems: Problems): void {
  const { source, id } = node;
  const refuse = (what: string, attribute = what): void => problems.add(id, 'NOT_SUPPORTED', { what }, { attribute });
  for (const extension of extensions) if (extensionOf(source, extension) !== null) refuse(extension);
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if (typeof source[quantity] === 'number' && source[quantity] !== 1) refuse(quantity);
  }
  if (source['instantiate'] === true) refuse('instantiate');
  if (textOf(source, 'eventGatewayType') === 'Parallel') refuse('eventGatewayType');
  const loop = childOf(source, 'loopCharacteristics');
  const behavior = textOf(loop, 'behavior');
  if (behavior !== null && behavior !== 'All') refuse('behavior');
}
