import type { ProcessEvent } from '../../execution/event.js';
import type { JsonObject, JsonValue } from '../../execution/json.js';
import type { CommitMember } from '../process-store.js';
import type { DecisionInstanceRow } from './rows.js';

type Evaluated = Pick<Extract<ProcessEvent, { type: 'DecisionEvaluated' }>, 'elementInstanceKey' | 'elementId' | 'decisionId' | 'decisionKey' | 'output' | 'trace'>;

/** A row for each decision that the evaluation made, as its trace tells. The evaluation is known by its element instance: that evaluates once. */
export function decisionRows({ elementInstanceKey, elementId, decisionId, decisionKey, output, trace }: Evaluated, { instanceKey, at }: Pick<CommitMember, 'instanceKey' | 'at'>): readonly DecisionInstanceRow[] {
  const tables = listOf(trace, 'tables');
  const told = listOf(trace, 'decisions');
  const decisions = told.length > 0 ? told : [{ decisionId, name: '', value: output }];
  return decisions.map((decision, index) => {
    const id = textOf(decision['decisionId']);
    const table = tables.find((each) => each['ownerId'] === id);
    return {
      evaluationKey: elementInstanceKey,
      position: index + 1,
      instanceKey, elementInstanceKey, elementId,
      decisionId: id,
      decisionName: textOf(decision['name']),
      rootDecisionKey: decisionKey,
      decisionType: table ? 'table' : 'expression',
      state: 'evaluated',
      failure: null,
      result: JSON.stringify(decision['value'] ?? null),
      inputs: JSON.stringify(table ? inputsOf(table) : []),
      rules: JSON.stringify(table ? rulesOf(table) : []),
      at,
    };
  });
}

function inputsOf(table: JsonObject): JsonValue {
  return listOf(table, 'inputs').map(({ id, label, value }) => ({ inputId: textOf(id), inputName: textOf(label), inputValue: JSON.stringify(value ?? null) }));
}

function rulesOf(table: JsonObject): JsonValue {
  return listOf(table, 'rules').map((rule) => ({
    ruleId: textOf(rule['ruleId']),
    ruleIndex: Number(rule['index'] ?? 0),
    evaluatedOutputs: listOf(rule, 'outputs').map(({ name, value }) => ({ outputId: textOf(name), outputName: textOf(name), outputValue: JSON.stringify(value ?? null) })),
  }));
}

function listOf(value: JsonValue | undefined, name: string): readonly JsonObject[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
