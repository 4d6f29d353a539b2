import type { FeelTypes } from '../types/feel-type.js';
import type { DrgElement } from './elements.js';
import { ItemTypes } from './item-types.js';
import type { CompiledModel, DecisionInfo, DecisionModel } from './model.js';
import { Problems } from './problems.js';
import { RequirementsCompiler } from './requirements-compiler.js';
import { childrenOf, dmnError, idOf, readDefinitions, textOf } from './xml.js';
import type { DmnError, ModdleNode } from './xml.js';

export interface ParseOptions {
  /** Sources of the models that this one imports, in any order. */
  readonly imports?: readonly string[];
  /** Gives a model although parts of it are wrong: they are null with a warning, and `problems` lists them. */
  readonly lenient?: boolean;
}

/** Compiles a DMN 1.1–1.5 file. Everything that is wrong is listed, with element and position. */
export async function parseDecisions(xml: string, options: ParseOptions = {}): Promise<DecisionModel | DmnError[]> {
  const definitions = readDefinitions(xml);
  if (isError(definitions)) return [definitions];
  const imported: ModdleNode[] = [];
  for (const source of options.imports ?? []) {
    const read = readDefinitions(source);
    if (isError(read)) return [read];
    imported.push(read);
  }
  const problems = new Problems();
  const compiled = linked(definitions, new ModelLinker(imported, problems));
  if (!compiled) return [dmnError('DMN_UNSUPPORTED', 'The model is nested too deep.')];
  if (problems.list.length > 0 && !options.lenient) return problems.list;
  return {
    kind: 'model',
    source: xml,
    imports: options.imports ?? [],
    id: idOf(definitions),
    name: textOf(definitions, 'name') ?? '',
    namespace: compiled.namespace,
    decisions: [...compiled.elements.values()].flatMap(infoOf),
    problems: problems.list,
    compiled,
  };
}

/** Null when the model is nested deeper than the stack. */
function linked(definitions: ModdleNode, linker: ModelLinker): CompiledModel | null {
  try {
    return linker.link(definitions);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isError(value: ModdleNode | DmnError): value is DmnError {
  return 'kind' in value && value.kind === 'error';
}

const MOST_MODELS = 300;

/**
 * Compiles models with what they import. A model imported on two paths is compiled for each, because its inputs may have
 * other values on each.
 */
class ModelLinker {
  private count = 0;
  private readonly open = new Set<ModdleNode>();

  constructor(private readonly available: readonly ModdleNode[], private readonly problems: Problems) {}

  link(definitions: ModdleNode): CompiledModel {
    this.open.add(definitions);
    this.count++;
    const imports = new Map<string, CompiledModel>();
    for (const one of childrenOf(definitions, 'import')) {
      const model = this.resolve(one);
      if (model) imports.set(textOf(one, 'name') ?? '', model);
    }
    const compiled = compileModel(definitions, imports, this.problems);
    this.open.delete(definitions);
    return compiled;
  }

  private resolve(one: ModdleNode): CompiledModel | null {
    if (!/DMN/i.test(textOf(one, 'importType') ?? 'DMN')) return null;
    const namespace = textOf(one, 'namespace') ?? '';
    const target = this.available.find((definitions) => textOf(definitions, 'namespace') === namespace);
    if (target && !this.open.has(target) && this.count < MOST_MODELS) return this.link(target);
    this.problems.add('DMN_IMPORT', this.refusal(namespace, target), idOf(one));
    return null;
  }

  private refusal(namespace: string, target: ModdleNode | undefined): string {
    if (!target) return `The imported model "${namespace}" is not given.`;
    return this.open.has(target) ? `The import of "${namespace}" goes round in a circle.` : `More than ${MOST_MODELS} models are imported, counted on each path.`;
  }
}

function compileModel(definitions: ModdleNode, imports: ReadonlyMap<string, CompiledModel>, problems: Problems): CompiledModel {
  const importedTypes = new Map<string, FeelTypes>(Array.from(imports, ([name, model]) => [name, model.types]));
  const types = new ItemTypes(childrenOf(definitions, 'itemDefinition'), importedTypes, problems);
  types.checkAll();
  const elements = new RequirementsCompiler(definitions, types, imports, problems).compileAll();
  return { namespace: textOf(definitions, 'namespace') ?? '', types, elements, imports };
}

function infoOf(element: DrgElement): DecisionInfo[] {
  if (element.tag === 'input') return [];
  const { id, title, tag } = element;
  return [{ id, name: title, sort: tag, inputs: tag === 'decision' ? [...inputsOf(element)] : element.function.parameters.map((one) => one.name) }];
}

/** Names of all inputs below an element. */
export function inputsOf(element: DrgElement, seen = new Set<DrgElement>()): Set<string> {
  const names = new Set<string>();
  if (seen.has(element)) return names;
  seen.add(element);
  if (element.tag === 'input') names.add(element.name);
  if (element.tag === 'decision') {
    for (const requirement of element.requirements) for (const name of inputsOf(requirement.element, seen)) names.add(name);
  }
  return names;
}
