import { constant, constantOf, Frame, innerScope } from '../evaluation/frame.js';
import type { Evaluate } from '../evaluation/frame.js';
import { compileUnaryTests } from '../evaluation/membership.js';
import type { CompiledTests } from '../evaluation/membership.js';
import { compileNode } from '../evaluation/compiler.js';
import { passes } from '../operators/comparison.js';
import { parseUnaryTests } from '../syntax/parse.js';
import type { UnaryTestsNode } from '../syntax/tree.js';
import type { FeelValue } from '../values/value.js';
import { coerced, compileText } from './boxed.js';
import type { BoxedContext } from './boxed.js';
import { decide, HIT_POLICIES } from './hit-policies.js';
import type { HitPolicy, OutputColumn } from './hit-policies.js';
import { traceOf } from './trace.js';
import { childOf, childrenOf, idOf, textOf } from './xml.js';
import type { ModdleNode } from './xml.js';

interface InputColumn {
  readonly id: string;
  readonly label: string;
  readonly evaluate: Evaluate;
  readonly allowed: CompiledTests | null;
}

interface Rule {
  readonly id: string;
  readonly cells: readonly CompiledTests[];
  readonly outputs: readonly Evaluate[];
}

interface Table {
  readonly id: string;
  readonly ownerId: string;
  readonly policy: HitPolicy;
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly rules: readonly Rule[];
}

const NO_TEXT = { from: 0, to: 0 };

export function compileTable(node: ModdleNode, context: BoxedContext): Evaluate {
  const outputs = childrenOf(node, 'output').map((output) => compileOutput(output, context));
  const table: Table = {
    id: idOf(node),
    ownerId: context.ownerId,
    policy: policyOf(node, context),
    inputs: childrenOf(node, 'input').map((input) => compileInput(input, context)),
    outputs,
    rules: childrenOf(node, 'rule').map((rule) => compileRule(rule, outputs, context)),
  };
  return (frame) => runTable(table, frame);
}

function policyOf(node: ModdleNode, context: BoxedContext): HitPolicy {
  const name = textOf(node, 'hitPolicy') ?? 'UNIQUE';
  const aggregation = textOf(node, 'aggregation');
  const policy = HIT_POLICIES.find((one) => one === (name === 'COLLECT' && aggregation ? `COLLECT ${aggregation}` : name));
  if (!policy) context.problems.add('DMN_UNSUPPORTED', `The hit policy "${name}" is unknown.`, idOf(node));
  return policy ?? 'UNIQUE';
}

function compileInput(input: ModdleNode, context: BoxedContext): InputColumn {
  const expression = childOf(input, 'inputExpression');
  const text = textOf(expression, 'text')?.trim() ?? '';
  const type = context.types.refer(textOf(expression, 'typeRef'), idOf(expression));
  const allowed = textOf(childOf(input, 'inputValues'), 'text')?.trim() ?? '';
  return {
    id: idOf(input),
    label: textOf(input, 'label') ?? text,
    evaluate: coerced(compileText(text, idOf(expression), context), type, text),
    allowed: allowed === '' ? null : compileCell(allowed, idOf(input), context),
  };
}

function compileOutput(output: ModdleNode, context: BoxedContext): OutputColumn {
  const type = context.types.refer(textOf(output, 'typeRef'), idOf(output));
  const name = textOf(output, 'name') ?? textOf(output, 'label') ?? '';
  const fallback = textOf(childOf(output, 'defaultOutputEntry'), 'text');
  return {
    name,
    type,
    rank: rankOf(output, context),
    fallback: fallback === undefined || fallback.trim() === '' ? null : coerced(compileText(fallback, idOf(output), context), type, name),
  };
}

/** Place of a value among the output values (else the allowed values of the type); null when none are declared. */
function rankOf(output: ModdleNode, context: BoxedContext): ((value: FeelValue) => number) | null {
  const declared = textOf(childOf(output, 'outputValues'), 'text') ?? context.types.allowedValues(textOf(output, 'typeRef'));
  const text = declared?.trim() ?? '';
  const node = text === '' ? null : parseCell(text, idOf(output), context);
  if (!node?.tests) return null;
  const values = node.tests.map((test) => constantOf(compileNode(test, null)));
  return (value) => {
    const index = values.findIndex((known) => known !== undefined && passes(value, known.value) === true);
    return index < 0 ? values.length : index;
  };
}

function compileRule(rule: ModdleNode, outputs: readonly OutputColumn[], context: BoxedContext): Rule {
  return {
    id: idOf(rule),
    cells: childrenOf(rule, 'inputEntry').map((cell) => compileCell(textOf(cell, 'text') ?? '', idOf(cell), context)),
    outputs: childrenOf(rule, 'outputEntry').map((cell, index) => {
      const output = outputs[index];
      const evaluate = compileOutputCell(textOf(cell, 'text'), idOf(cell), context);
      return output ? coerced(evaluate, output.type, output.name) : evaluate;
    }),
  };
}

function compileOutputCell(text: string | undefined, id: string, context: BoxedContext): Evaluate {
  return text?.trim() === '-' ? constant(null) : compileText(text, id, context);
}

function parseCell(text: string, elementId: string, context: BoxedContext): UnaryTestsNode | null {
  const node = parseUnaryTests(text, context.names);
  if ('tag' in node) return node;
  context.problems.addFeel(node, text, elementId);
  return null;
}

function compileCell(text: string, elementId: string, context: BoxedContext): CompiledTests {
  const node = parseCell(text, elementId, context);
  return node ? compileUnaryTests(node, innerScope(context.scope, ['?'])) : { readsInput: false, test: () => null };
}

function runTable(table: Table, frame: Frame): FeelValue {
  const frames: Frame[] = [];
  const values: FeelValue[] = [];
  for (const input of table.inputs) {
    const value = input.evaluate(frame);
    const own = new Frame(frame.run, frame.scope, frame, [value], null);
    values.push(value);
    frames.push(own);
    if (input.allowed && input.allowed.test(own, value) !== true) {
      return frame.run.warn('VALUE_NOT_ALLOWED', `The input "${input.label}" is not among the input values.`, NO_TEXT);
    }
  }
  frame.run.spend(table.rules.length);
  const hits: { index: number; outputs: readonly FeelValue[] }[] = [];
  for (const [index, rule] of table.rules.entries()) {
    if (!ruleMatches(rule, frames, values)) continue;
    hits.push({ index, outputs: rule.outputs.map((evaluate) => evaluate(frame)) });
    if (table.policy === 'FIRST') break;
  }
  const result = decide(table.policy, table.outputs, hits.map((hit) => hit.outputs), frame);
  traceOf(frame.run)?.tables.push({
    tableId: table.id,
    ownerId: table.ownerId,
    hitPolicy: table.policy,
    inputs: table.inputs.map((input, index) => ({ id: input.id, label: input.label, value: values[index] ?? null })),
    rules: hits.map(({ index, outputs }) => ({
      ruleId: table.rules[index]?.id ?? '',
      index: index + 1,
      outputs: table.outputs.map((output, column) => ({ name: output.name, value: outputs[column] ?? null })),
    })),
    value: result,
  });
  return result;
}

function ruleMatches(rule: Rule, frames: readonly Frame[], values: readonly FeelValue[]): boolean {
  for (let i = 0; i < rule.cells.length; i++) {
    const frame = frames[i];
    if (frame && rule.cells[i]?.test(frame, values[i] ?? null) !== true) return false;
  }
  return true;
}

