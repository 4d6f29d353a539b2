import { Frame, modelScope } from '../evaluation/frame.js';
import { bindArguments, externalFunction } from '../evaluation/lambdas.js';
import { collapseName } from '../syntax/names.js';
import type { NameTree } from '../syntax/names.js';
import { structureOf } from '../types/conformance.js';
import { FeelFunction } from '../values/function.js';
import type { FeelParameter } from '../values/function.js';
import type { FeelType } from '../types/feel-type.js';
import { ANY } from '../types/feel-type.js';
import type { FeelValue } from '../values/value.js';
import { atBorder, coerced, compileBoxed, compileFunctionDefinition } from './boxed.js';
import type { BoxedContext } from './boxed.js';
import type { DecisionElement, DrgElement, KnowledgeElement, Requirement, ServiceElement } from './elements.js';
import { Evaluation, knowledgeScope } from './evaluation.js';
import { namesOfType } from './item-types.js';
import type { ItemTypes } from './item-types.js';
import type { CompiledModel } from './model.js';
import type { Problems } from './problems.js';
import { childOf, childrenOf, idOf, tagOf, textOf } from './xml.js';
import type { ModdleNode } from './xml.js';

const KNOWN = new Set(['InputData', 'Decision', 'BusinessKnowledgeModel', 'DecisionService']);

/** Compiles the elements of one model, each after those it requires. */
export class RequirementsCompiler {
  private readonly nodes: ReadonlyMap<string, ModdleNode>;
  private readonly elements = new Map<string, DrgElement>();
  private readonly open = new Set<string>();

  constructor(
    definitions: ModdleNode,
    private readonly types: ItemTypes,
    private readonly imports: ReadonlyMap<string, CompiledModel>,
    private readonly problems: Problems,
  ) {
    const nodes = childrenOf(definitions, 'drgElement').filter((node) => KNOWN.has(tagOf(node)));
    this.nodes = new Map(nodes.map((node) => [idOf(node), node]));
  }

  compileAll(): ReadonlyMap<string, DrgElement> {
    for (const id of this.nodes.keys()) this.element(id);
    return this.elements;
  }

  private element(id: string): DrgElement | null {
    const known = this.elements.get(id);
    if (known) return known;
    const node = this.nodes.get(id);
    if (!node) return null;
    if (this.open.has(id)) {
      this.problems.add('DMN_CYCLE', `"${nameOf(node)}" requires itself.`, id);
      return null;
    }
    this.open.add(id);
    const element = this.compile(node);
    this.open.delete(id);
    this.elements.set(id, element);
    return element;
  }

  private compile(node: ModdleNode): DrgElement {
    switch (tagOf(node)) {
      case 'InputData':
        return { tag: 'input', id: idOf(node), name: nameOf(node), title: titleOf(node), type: this.variableType(node) };
      case 'Decision':
        return this.decision(node);
      case 'BusinessKnowledgeModel':
        return this.knowledge(node);
      default:
        return this.service(node);
    }
  }

  private decision(node: ModdleNode): DecisionElement {
    const requirements = [
      ...childrenOf(node, 'informationRequirement').flatMap((one) => this.required(childOf(one, 'requiredInput') ?? childOf(one, 'requiredDecision'), node)),
      ...this.requiredKnowledge(node),
    ];
    const type = this.variableType(node);
    const evaluate = coerced(compileBoxed(childOf(node, 'decisionLogic'), this.context(node, requirements)), type, nameOf(node));
    return { tag: 'decision', id: idOf(node), name: nameOf(node), title: titleOf(node), type, requirements, evaluate };
  }

  /** Registered before its logic is compiled, for recursion; its own name is in scope without being required. */
  private knowledge(node: ModdleNode): KnowledgeElement {
    const variable = this.variableType(node);
    const name = nameOf(node);
    const type = this.resultType(variable);
    const element: KnowledgeElement = { tag: 'knowledge', id: idOf(node), name, title: titleOf(node), type, function: externalFunction([], name) };
    this.elements.set(element.id, element);
    const logic = childOf(node, 'encapsulatedLogic');
    if (!logic) return element;
    const requirements = [{ element, importName: null }, ...this.requiredKnowledge(node)];
    const make = compileFunctionDefinition(logic, this.context(node, requirements), name);
    element.function = closedFunction(make, () => knowledgeScope(requirements), type, name);
    return element;
  }

  /** The variable of a knowledge model or service may carry a function type, or the type of the result. */
  private resultType(type: FeelType): FeelType {
    const plain = structureOf(type);
    return plain.tag === 'function' ? plain.returns : type;
  }

  private service(node: ModdleNode): ServiceElement {
    const inputs = [...this.references(node, 'inputData'), ...this.references(node, 'inputDecision')];
    const outputs = this.references(node, 'outputDecision');
    const parameters = inputs.map(({ element }): FeelParameter => ({ name: element.name, type: element.type }));
    const name = nameOf(node);
    const declared = this.resultType(this.variableType(node));
    const type = declared.tag === 'any' ? typeOfOutputs(outputs) : declared;
    const invoke: FeelFunction['invoke'] = (call, args) => {
      const bound = bindArguments(parameters, call, args);
      if (!bound) return null;
      const given = new Map(inputs.map(({ element }, index) => [element, bound[index] ?? null]));
      call.run.spend(SERVICE_STEPS);
      call.run.enter(SERVICE_STEPS);
      const value = outputValue(outputs, new Evaluation(call.run, given));
      call.run.leave(SERVICE_STEPS);
      return atBorder(value, declared, call.run, name);
    };
    return { tag: 'service', id: idOf(node), name, title: titleOf(node), type, function: new FeelFunction(name, parameters, type, invoke) };
  }

  private references(node: ModdleNode, property: string): Requirement[] {
    return childrenOf(node, property).flatMap((reference) => this.required(reference, node));
  }

  private requiredKnowledge(node: ModdleNode): Requirement[] {
    return childrenOf(node, 'knowledgeRequirement').flatMap((one) => this.required(childOf(one, 'requiredKnowledge'), node));
  }

  private required(reference: ModdleNode | undefined, by: ModdleNode): Requirement[] {
    const href = textOf(reference, 'href') ?? '';
    const [namespace = '', id = ''] = href.split('#');
    for (const [importName, model] of this.imports) {
      const element = namespace !== '' && model.namespace === namespace ? model.elements.get(id) : undefined;
      if (element) return [{ element, importName: importName === '' ? null : importName }];
    }
    const own = this.element(id);
    if (own) return [{ element: own, importName: null }];
    if (!this.open.has(id)) this.problems.add('DMN_REFERENCE', `"${nameOf(by)}" refers to "${href}", which is not there.`, idOf(by));
    return [];
  }

  private variableType(node: ModdleNode): FeelType {
    return this.types.refer(textOf(childOf(node, 'variable'), 'typeRef'), idOf(node));
  }

  private context(node: ModdleNode, requirements: readonly Requirement[]): BoxedContext {
    return {
      types: this.types,
      problems: this.problems,
      names: namesOfRequirements(requirements, this.types.entryNames),
      scope: modelScope(this.types),
      ownerId: idOf(node),
    };
  }
}

const SERVICE_STEPS = 60;

function titleOf(node: ModdleNode): string {
  return collapseName(textOf(node, 'name') ?? idOf(node));
}

function nameOf(node: ModdleNode): string {
  return collapseName(textOf(childOf(node, 'variable'), 'name') ?? textOf(node, 'name') ?? idOf(node));
}

function typeOfOutputs(outputs: readonly Requirement[]): FeelType {
  const [only] = outputs;
  if (outputs.length === 1 && only) return only.element.type;
  return outputs.length === 0 ? ANY : { tag: 'context', entries: new Map(outputs.map(({ element }) => [element.name, element.type])) };
}

function outputValue(outputs: readonly Requirement[], evaluation: Evaluation): FeelValue {
  const [only] = outputs;
  if (outputs.length === 1 && only) return evaluation.valueOf(only.element);
  return new Map(outputs.map(({ element }) => [element.name, evaluation.valueOf(element)]));
}

/** A function that sees nothing but what its knowledge model requires; its result is coerced to the declared type. */
function closedFunction(
  make: (frame: Frame) => FeelValue,
  scope: () => ReadonlyMap<string, FeelValue>,
  type: FeelType,
  name: string,
): FeelFunction {
  const open = (frame: Frame): FeelFunction => make(frame) as FeelFunction;
  const invoke: FeelFunction['invoke'] = (call, args) => {
    const own = open(new Frame(call.run, scope(), null, [], null));
    const value = own.invoke(call, args);
    return atBorder(value, type, call.run, name);
  };
  const known = open(new Frame(NEVER_RUN, new Map(), null, [], null));
  return new FeelFunction(name, known.parameters, type.tag === 'any' ? known.returns : type, invoke);
}

const NEVER_RUN = undefined as never;

function namesOfRequirements(requirements: readonly Requirement[], unknown: NameTree | 1): NameTree {
  const names: Record<string, NameTree | 1> = {};
  const imported: Record<string, Record<string, NameTree | 1>> = {};
  for (const { element, importName } of requirements) {
    const tree = namesOfType(element.type, unknown);
    if (importName === null) names[element.name] = tree;
    else (imported[importName] ??= {})[element.name] = tree;
  }
  return { ...names, ...imported };
}
