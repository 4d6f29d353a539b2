import { childOf, childrenOf, extensionOf, flagOf, textOf } from './moddle-element.js';
import type { OutlineNode } from './outline.js';
import type { Problems } from './problems.js';

const extensions = ['zeebe:JobPriorityDefinition', 'zeebe:LinkedResources', 'zeebe:AgentDefinition'];

/** Attributes and extensions that would change the execution, and that nothing here carries out. */
export function refuseUnsupported(node: OutlineNode, problems: Problems): void {
  const { source, id } = node;
  const refuse = (what: string, attribute = what): void => problems.add(id, 'NOT_SUPPORTED', { what }, { attribute });
  for (const extension of extensions) if (extensionOf(source, extension) !== null) refuse(extension);
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    const value = source[quantity];
    if (typeof value === 'number' && (!Number.isInteger(value) || value < 1 || value > 1000)) refuse(`${quantity} ${value}`, quantity);
  }
  if (source['instantiate'] === true && (node.scope !== 0 || node.incoming.length > 0)) refuse('instantiate where a flow leads to it or inside a subprocess', 'instantiate');
  if (textOf(source, 'eventGatewayType') === 'Parallel' && source['instantiate'] !== true) refuse('a parallel event-based gateway that does not instantiate', 'eventGatewayType');
  for (const association of [...childrenOf(source, 'dataInputAssociations'), ...childrenOf(source, 'dataOutputAssociations')]) {
    if (childOf(association, 'transformation') !== null || childrenOf(association, 'assignment').length > 0) refuse('a data association with a transformation or an assignment', 'dataAssociation');
  }
  const compensates = childrenOf(source, 'eventDefinitions').some((definition) => definition.$type === 'bpmn:CompensateEventDefinition' && flagOf(definition, 'waitForCompletion') === false);
  if (compensates && /^(intermediateThrowEvent|endEvent)$/.test(node.type)) refuse('compensation that is not waited for', 'waitForCompletion');
}
