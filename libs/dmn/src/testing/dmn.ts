import { evaluateDecision } from '../decisions/evaluate.js';
import type { DecisionResult } from '../decisions/evaluate.js';
import type { DecisionModel } from '../decisions/model.js';
import { parseDecisions } from '../decisions/parse.js';
import type { ParseOptions } from '../decisions/parse.js';
import { formatFeel } from '../values/format.js';
import type { FeelValue } from '../values/value.js';
import { environment, valueOf } from './feel.js';

const NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

export function definitions(body: string, namespace = 'urn:test'): string {
  return `<definitions xmlns="${NAMESPACE}" id="m" name="Mô hình" namespace="${namespace}">${body}</definitions>`;
}

export function input(name: string, typeRef?: string): string {
  return `<inputData id="in-${name}" name="${name}"><variable name="${name}"${attribute('typeRef', typeRef)}/></inputData>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${value}"`;
}

export function literal(text: string): string {
  return `<literalExpression><text>${escape(text)}</text></literalExpression>`;
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A decision that requires inputs (`in-…`), decisions and knowledge by id. */
export function decision(id: string, logic: string, needs: { inputs?: string[]; decisions?: string[]; knowledge?: string[]; typeRef?: string; name?: string } = {}): string {
  const information = [
    ...(needs.inputs ?? []).map((name) => `<informationRequirement><requiredInput href="#in-${name}"/></informationRequirement>`),
    ...(needs.decisions ?? []).map((href) => `<informationRequirement><requiredDecision href="${href.includes('#') ? href : `#${href}`}"/></informationRequirement>`),
    ...(needs.knowledge ?? []).map((href) => `<knowledgeRequirement><requiredKnowledge href="${href.includes('#') ? href : `#${href}`}"/></knowledgeRequirement>`),
  ];
  const name = needs.name ?? id;
  return `<decision id="${id}" name="${name}"><variable name="${name}"${attribute('typeRef', needs.typeRef)}/>${information.join('')}${logic}</decision>`;
}

export interface TableText {
  readonly policy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly { readonly text: string; readonly typeRef?: string; readonly values?: string }[];
  readonly outputs: readonly { readonly name?: string; readonly typeRef?: string; readonly values?: string; readonly otherwise?: string }[];
  /** Cells of inputs, then of outputs. */
  readonly rules: readonly (readonly string[])[];
}

export function table(text: TableText): string {
  const inputs = text.inputs.map((one, index) =>
    `<input id="input${index + 1}"><inputExpression${attribute('typeRef', one.typeRef)}><text>${escape(one.text)}</text></inputExpression>${tests('inputValues', one.values)}</input>`);
  const outputs = text.outputs.map((one, index) =>
    `<output id="output${index + 1}"${attribute('name', one.name)}${attribute('typeRef', one.typeRef)}>${tests('outputValues', one.values)}${tests('defaultOutputEntry', one.otherwise)}</output>`);
  const rules = text.rules.map((cells, index) => {
    const parts = cells.map((cell, column) => tests(column < text.inputs.length ? 'inputEntry' : 'outputEntry', cell));
    return `<rule id="rule${index + 1}">${parts.join('')}</rule>`;
  });
  return `<decisionTable id="table" hitPolicy="${text.policy ?? 'UNIQUE'}"${attribute('aggregation', text.aggregation)}>${inputs.join('')}${outputs.join('')}${rules.join('')}</decisionTable>`;
}

function tests(element: string, text: string | undefined): string {
  return text === undefined ? '' : `<${element}><text>${escape(text)}</text></${element}>`;
}

export async function modelOf(body: string, options: ParseOptions = {}): Promise<DecisionModel> {
  const model = await parseDecisions(body.startsWith('<definitions') ? body : definitions(body), options);
  if (Array.isArray(model)) throw new Error(JSON.stringify(model, null, 2));
  return model;
}

/** Evaluates with inputs given as FEEL text. */
export function decide(model: DecisionModel, id: string, inputs: Readonly<Record<string, string>> = {}): DecisionResult & { readonly text: string } {
  const values: Record<string, FeelValue> = Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, valueOf(text)]));
  const result = evaluateDecision(model, id, values, environment);
  return { ...result, text: formatFeel(result.value) };
}
