import { namesOfType } from '../decisions/item-types.js';
import type { ItemTypes } from '../decisions/item-types.js';
import { childOf, childrenOf, idOf, tagOf, textOf } from '../decisions/xml.js';
import type { ModdleNode } from '../decisions/xml.js';
import { collapseName } from '../syntax/names.js';
import { structureOf } from '../types/conformance.js';
import { ANY } from '../types/feel-type.js';
import type { FeelType } from '../types/feel-type.js';
import type { FeelKind } from '../values/value.js';
import { checkFeel } from './check-feel.js';
import type { CheckOptions } from './check-feel.js';
import type { Finding } from './finding.js';

/** Where a text stands. */
interface Place {
  readonly ownerId: string;
  readonly tableId: string;
  readonly elementId: string;
  readonly rules: readonly number[];
}

/**
 * Texts that cannot be read, type errors and unknown names, in the decisions that are a table or a literal expression:
 * there, all names in scope are those of what the decision requires.
 */
export function checkTexts(root: ModdleNode, types: ItemTypes): Finding[] {
  return childrenOf(root, 'drgElement').filter((node) => tagOf(node) === 'Decision').flatMap((decision) => {
    const logic = childOf(decision, 'decisionLogic');
    const variables = requiredNames(root, decision, types);
    const ownerId = idOf(decision);
    if (logic && tagOf(logic) === 'LiteralExpression') {
      const expects = kindsOf(types.refer(textOf(childOf(decision, 'variable'), 'typeRef'), ownerId));
      return check(textOf(logic, 'text'), { ownerId, tableId: '', elementId: idOf(logic), rules: [] }, variables, types, { expects });
    }
    return logic && tagOf(logic) === 'DecisionTable' ? checkCells(logic, ownerId, variables, types) : [];
  });
}

function checkCells(table: ModdleNode, ownerId: string, variables: ReadonlyMap<string, FeelType>, types: ItemTypes): Finding[] {
  const tableId = idOf(table);
  const inputs = childrenOf(table, 'input').map((input) => childOf(input, 'inputExpression'));
  const inputTypes = inputs.map((expression) => types.refer(textOf(expression, 'typeRef'), idOf(expression)));
  const outputKinds = childrenOf(table, 'output').map((output) => kindsOf(types.refer(textOf(output, 'typeRef'), idOf(output))));
  const heads = inputs.flatMap((expression, column) =>
    check(textOf(expression, 'text'), { ownerId, tableId, elementId: idOf(expression), rules: [] }, variables, types, { expects: kindsOf(inputTypes[column] ?? ANY) }));
  const cells = childrenOf(table, 'rule').flatMap((rule, index) => {
    const place = { ownerId, tableId, rules: [index + 1] };
    const tests = childrenOf(rule, 'inputEntry').flatMap((cell, column) =>
      check(textOf(cell, 'text'), { ...place, elementId: idOf(cell) }, new Map([...variables, ['?', inputTypes[column] ?? ANY]]), types, { dialect: 'unaryTests' }));
    const results = childrenOf(rule, 'outputEntry').flatMap((cell, column) =>
      check(textOf(cell, 'text'), { ...place, elementId: idOf(cell) }, variables, types, { expects: outputKinds[column] }));
    return [...tests, ...results];
  });
  return [...heads, ...cells];
}

function check(text: string | undefined, place: Place, variables: ReadonlyMap<string, FeelType>, types: ItemTypes, options: CheckOptions): Finding[] {
  if (text === undefined || text.trim() === '' || text.trim() === '-') return [];
  const names = Object.fromEntries(Array.from(variables, ([name, type]) => [name, namesOfType(type, types.entryNames)]));
  return checkFeel(text, { ...options, variables, names, types }).map(({ code, message, messageVi, position }) => {
    const { elementId, ...where } = place;
    return { code: 'TEXT_INVALID', severity: 'ERROR', message, messageVi, ...where, inputs: [], text: { elementId, code, source: text, position } };
  });
}

/** The kinds that pass for a type at a border of the model; undefined when that cannot be told by kind alone. */
function kindsOf(declared: FeelType): readonly FeelKind[] | undefined {
  const type = structureOf(declared);
  if (type.tag !== 'kind' || type.kind === 'list') return undefined;
  return [type.kind, 'list', ...(type.kind === 'date and time' ? (['date'] as const) : [])];
}

function requiredNames(root: ModdleNode, decision: ModdleNode, types: ItemTypes): ReadonlyMap<string, FeelType> {
  const elements = new Map(childrenOf(root, 'drgElement').map((node) => [idOf(node), node]));
  const variables = new Map<string, FeelType>();
  for (const one of childrenOf(root, 'import')) variables.set(collapseName(textOf(one, 'name') ?? ''), ANY);
  const required = [
    ...childrenOf(decision, 'informationRequirement').map((one) => childOf(one, 'requiredInput') ?? childOf(one, 'requiredDecision')),
    ...childrenOf(decision, 'knowledgeRequirement').map((one) => childOf(one, 'requiredKnowledge')),
  ];
  for (const reference of required) {
    const element = elements.get((textOf(reference, 'href') ?? '').split('#')[1] ?? '');
    if (!element) continue;
    const variable = childOf(element, 'variable');
    const isValue = tagOf(element) === 'InputData' || tagOf(element) === 'Decision';
    variables.set(collapseName(textOf(variable, 'name') ?? textOf(element, 'name') ?? ''), isValue ? types.refer(textOf(variable, 'typeRef'), idOf(element)) : ANY);
  }
  return variables;
}
