import { bindArguments, externalFunction } from '../evaluation/lambdas.js';
import { constant, Frame, innerScope } from '../evaluation/frame.js';
import type { Evaluate, StaticScope } from '../evaluation/frame.js';
import { compileNode } from '../evaluation/compiler.js';
import { Call } from '../evaluation/run.js';
import type { Run } from '../evaluation/run.js';
import { collapseName } from '../syntax/names.js';
import type { NameTree } from '../syntax/names.js';
import { parseExpression } from '../syntax/parse.js';
import { coerce } from '../types/conformance.js';
import { typeText } from '../types/feel-type.js';
import type { FeelType } from '../types/feel-type.js';
import { FeelFunction } from '../values/function.js';
import type { FeelParameter } from '../values/function.js';
import { typeOf } from '../values/value.js';
import type { FeelValue } from '../values/value.js';
import { compileConditional, compileFilter, compileFor, compileQuantified } from './boxed-iteration.js';
import { compileTable } from './decision-table.js';
import { namesOfType } from './item-types.js';
import type { ItemTypes } from './item-types.js';
import type { Problems } from './problems.js';
import { childOf, childrenOf, idOf, tagOf, textOf } from './xml.js';
import type { ModdleNode } from './xml.js';

/** What the expressions of one element are compiled with. */
export interface BoxedContext {
  readonly types: ItemTypes;
  readonly problems: Problems;
  readonly names: NameTree;
  readonly scope: StaticScope | null;
  /** The decision or knowledge model the expression belongs to, for the trace. */
  readonly ownerId: string;
}

export const NO_TEXT = { from: 0, to: 0 };

const notCompiled: Evaluate = (frame) => frame.run.warn('NOT_COMPILED', 'This part of the model could not be compiled.', NO_TEXT);

/** Compiles an expression of any form; a missing one is null. */
export function compileBoxed(node: ModdleNode | undefined, context: BoxedContext): Evaluate {
  if (!node) return constant(null);
  const compile = FORMS[tagOf(node)];
  if (!compile) {
    context.problems.add('DMN_UNSUPPORTED', `${tagOf(node)} is no expression that is known here.`, idOf(node));
    return notCompiled;
  }
  const evaluate = compile(node, context);
  const typeRef = textOf(node, 'typeRef');
  return typeRef === undefined ? evaluate : coerced(evaluate, context.types.refer(typeRef, idOf(node)), idOf(node));
}

/** The value as one of the type, at a border of the model: null with a warning where it is none. */
export function atBorder(value: FeelValue, type: FeelType, run: Run, what: string): FeelValue {
  const result = coerce(value, type, run);
  return result === undefined ? run.warn('TYPE_MISMATCH', `${what}: a ${typeOf(value)} is no ${typeText(type)}.`, NO_TEXT) : result;
}

export function coerced(evaluate: Evaluate, type: FeelType, what: string): Evaluate {
  return type.tag === 'any' ? evaluate : (frame) => atBorder(evaluate(frame), type, frame.run, what);
}

/** Compiles FEEL text; what is wrong with it goes to the problems. */
export function compileText(text: string | undefined, elementId: string, context: BoxedContext): Evaluate {
  if (text === undefined || text.trim() === '') return constant(null);
  const node = parseExpression(text, context.names);
  if (!('tag' in node)) {
    context.problems.addFeel(node, text, elementId);
    return notCompiled;
  }
  const evaluate = compileNode(node, context.scope);
  return (frame) => {
    const { run } = frame;
    if (run.source === elementId) return evaluate(frame);
    const outer = run.source;
    run.source = elementId;
    const value = evaluate(frame);
    run.source = outer;
    return value;
  };
}

/** The context with one more name. */
export function withNames(context: BoxedContext, names: readonly { readonly name: string; readonly type: FeelType }[], dynamic = false): BoxedContext {
  return {
    ...context,
    names: { ...context.names, ...Object.fromEntries(names.map(({ name, type }) => [name, namesOfType(type, context.types.entryNames)])) },
    scope: innerScope(context.scope, names.map(({ name }) => name), dynamic),
  };
}

type Form = (node: ModdleNode, context: BoxedContext) => Evaluate;

const FORMS: Readonly<Record<string, Form>> = {
  LiteralExpression: (node, context) => compileLiteral(node, context),
  DecisionTable: (node, context) => compileTable(node, context),
  Context: (node, context) => compileBoxedContext(node, context),
  Invocation: (node, context) => compileInvocation(node, context),
  List: (node, context) => {
    const elements = childrenOf(node, 'elements').map((element) => compileBoxed(element, context));
    return (frame) => elements.map((evaluate) => evaluate(frame));
  },
  Relation: (node, context) => compileRelation(node, context),
  FunctionDefinition: (node, context) => compileFunctionDefinition(node, context),
  Conditional: (node, context) => compileConditional(node, context),
  Filter: (node, context) => compileFilter(node, context),
  For: (node, context) => compileFor(node, context),
  Some: (node, context) => compileQuantified(node, context, true),
  Every: (node, context) => compileQuantified(node, context, false),
};

function compileLiteral(node: ModdleNode, context: BoxedContext): Evaluate {
  const language = textOf(node, 'expressionLanguage');
  if (language !== undefined && !/feel/i.test(language)) {
    context.problems.add('DMN_UNSUPPORTED', `The expression language "${language}" is not FEEL.`, idOf(node));
    return notCompiled;
  }
  return compileText(textOf(node, 'text'), idOf(node), context);
}

/** Entries see those before them; an entry without name is the result. */
function compileBoxedContext(node: ModdleNode, context: BoxedContext): Evaluate {
  let inner = withNames(context, []);
  const names: { name: string; type: FeelType }[] = [];
  const entries = childrenOf(node, 'contextEntry').map((entry) => {
    const variable = childOf(entry, 'variable');
    const type = context.types.refer(textOf(variable, 'typeRef'), idOf(variable));
    const name = nameIn(variable);
    const evaluate = coerced(compileBoxed(childOf(entry, 'value'), inner), type, name ?? idOf(node));
    if (name !== null) names.push({ name, type });
    inner = withNames(context, names);
    return { name, evaluate };
  });
  const repeated = names.find(({ name }, index) => names.findIndex((other) => other.name === name) !== index);
  if (repeated) return (frame) => frame.run.warn('DUPLICATE_KEY', `The entry "${repeated.name}" stands twice.`, NO_TEXT);
  return (frame) => {
    const slots: FeelValue[] = [];
    const own = new Frame(frame.run, frame.scope, frame, slots, null);
    const result = new Map<string, FeelValue>();
    for (const { name, evaluate } of entries) {
      const value = evaluate(own);
      if (name === null) return value;
      slots.push(value);
      result.set(name, value);
    }
    return result;
  };
}

function compileInvocation(node: ModdleNode, context: BoxedContext): Evaluate {
  const target = compileBoxed(childOf(node, 'calledFunction'), context);
  const bindings = childrenOf(node, 'binding').map((binding) => ({
    name: nameIn(childOf(binding, 'parameter')) ?? '',
    evaluate: compileBoxed(childOf(binding, 'bindingFormula'), context),
  }));
  return (frame) => {
    const called = target(frame);
    if (!(called instanceof FeelFunction)) return frame.run.warn('NOT_A_FUNCTION', `A ${typeOf(called)} cannot be invoked.`, NO_TEXT);
    frame.run.spend(1);
    return called.invoke(new Call(frame.run, NO_TEXT), new Map(bindings.map(({ name, evaluate }) => [name, evaluate(frame)])));
  };
}

function compileRelation(node: ModdleNode, context: BoxedContext): Evaluate {
  const columns = childrenOf(node, 'column').map((column) => ({
    name: nameIn(column) ?? '',
    type: context.types.refer(textOf(column, 'typeRef'), idOf(column)),
  }));
  const rows = childrenOf(node, 'row').map((row) =>
    childrenOf(row, 'elements').map((cell, index) => {
      const column = columns[index];
      const evaluate = compileBoxed(cell, context);
      return column ? coerced(evaluate, column.type, column.name) : evaluate;
    }));
  return (frame) => rows.map((row) => new Map(columns.map(({ name }, index) => [name, row[index]?.(frame) ?? null])));
}

export function parametersOf(node: ModdleNode | undefined, types: ItemTypes): FeelParameter[] {
  return childrenOf(node, 'formalParameter').map((one) => ({
    name: nameIn(one) ?? '',
    type: types.refer(textOf(one, 'typeRef'), idOf(one)),
  }));
}

function nameIn(node: ModdleNode | undefined): string | null {
  const name = textOf(node, 'name');
  return name === undefined ? null : collapseName(name);
}

/** What one call or round of a boxed expression costs, in steps and in depth. */
export const CALL_DEPTH = 40;

export function compileFunctionDefinition(node: ModdleNode, context: BoxedContext, name: string | null = null): Evaluate {
  const parameters = parametersOf(node, context.types);
  if ((textOf(node, 'kind') ?? 'FEEL') !== 'FEEL') {
    return constant(externalFunction(parameters, name));
  }
  const body = compileBoxed(childOf(node, 'body'), withNames(context, parameters));
  const returns = context.types.refer(textOf(childOf(node, 'body'), 'typeRef'), idOf(node));
  return (frame) => new FeelFunction(name, parameters, returns, (call, args) => {
    const bound = bindArguments(parameters, call, args);
    if (!bound) return null;
    call.run.spend(CALL_DEPTH);
    call.run.enter(CALL_DEPTH);
    const result = body(new Frame(call.run, frame.scope, frame, bound, null));
    call.run.leave(CALL_DEPTH);
    return result;
  });
}
