import { decisionInputs, evaluateDecision, parseDecisions, toJson, type DecisionModel, type DecisionResult } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import type { DecisionEvaluator, DecisionOutcome } from '../execution/context.js';
import type { JsonValue } from '../execution/json.js';
import type { Definitions } from './definitions.js';

export interface DecisionPlace {
  readonly decisionId: string;
  readonly orgUnitId: string | null;
}

interface Deployed {
  readonly key: Key;
  readonly model: DecisionModel;
}

/**
 * Deployed decisions, for a core that may not wait. What a command asks for and is not at hand is noted in `missing`; who runs the
 * command then fetches it and runs the command again.
 */
export class DecisionLookup implements DecisionEvaluator {
  readonly missing: DecisionPlace[] = [];

  constructor(
    private readonly found: ReadonlyMap<string, Deployed | null>,
    private readonly environment: { readonly now: number; readonly zone: string },
  ) {}

  evaluate(decisionId: string, orgUnitId: string | null, scope: (name: string) => JsonValue | undefined): DecisionOutcome | null {
    const deployed = this.found.get(placeName({ decisionId, orgUnitId }));
    if (deployed === undefined) this.missing.push({ decisionId, orgUnitId });
    return deployed ? evaluateDeployed(deployed, decisionId, scope, this.environment) : null;
  }
}

export class Decisions {
  private readonly models = new Map<Key, Promise<DecisionModel>>();

  constructor(
    private readonly definitions: Definitions,
    private readonly tenantChain: (orgUnitId: string | null) => readonly string[],
  ) {}

  async fetch(places: readonly DecisionPlace[]): Promise<ReadonlyMap<string, Deployed | null>> {
    const found = new Map<string, Deployed | null>();
    for (const place of places) found.set(placeName(place), await this.find(place));
    return found;
  }

  private async find({ decisionId, orgUnitId }: DecisionPlace): Promise<Deployed | null> {
    const definition = await this.definitions.findLatest('decision', decisionId, this.tenantChain(orgUnitId));
    if (!definition) return null;
    let model = this.models.get(definition.key);
    if (!model) {
      model = parse(definition.content);
      this.models.set(definition.key, model);
      model.catch(() => this.models.delete(definition.key));
    }
    return { key: definition.key, model: await model };
  }
}

async function parse(content: string): Promise<DecisionModel> {
  const model = await parseDecisions(content);
  if ('kind' in model) return model;
  throw new Error(`A deployed decision model cannot be read by this version of the program: ${model.map((each) => each.message).join(' ')}`);
}

function evaluateDeployed({ key, model }: Deployed, decisionId: string, scope: (name: string) => JsonValue | undefined, environment: { readonly now: number; readonly zone: string }): DecisionOutcome {
  const wanted = model.decisions.find((each) => each.id === decisionId);
  const variables: Record<string, JsonValue> = {};
  for (const name of wanted?.inputs ?? []) {
    const value = scope(name);
    if (value !== undefined) variables[name] = value;
  }
  try {
    return outcomeOf(evaluateDecision(model, decisionId, decisionInputs(model, decisionId, variables), environment), key);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** A table that contradicts itself decides nothing; a plain null is a decision. */
const failures = new Set(['TABLE_NOT_UNIQUE', 'TABLE_OUTPUTS_DIFFER', 'DECISION_NOT_FOUND', 'VALUE_NOT_ALLOWED']);

function outcomeOf({ value, warnings, trace }: DecisionResult, decisionKey: Key): DecisionOutcome {
  const failure = value === null ? warnings.find((each) => failures.has(each.code)) : undefined;
  if (failure) return { kind: 'failed', message: failure.message };
  return { kind: 'decided', decisionKey, output: toJson(value) as JsonValue, trace: traceJson(trace, warnings) };
}

function traceJson(trace: DecisionResult['trace'], warnings: DecisionResult['warnings']): JsonValue {
  return {
    decisions: trace.decisions.map(({ decisionId, name, value }) => ({ decisionId, name, value: toJson(value) as JsonValue })),
    tables: trace.tables.map((table) => ({
      tableId: table.tableId,
      ownerId: table.ownerId,
      hitPolicy: String(table.hitPolicy),
      inputs: table.inputs.map(({ id, label, value }) => ({ id, label, value: toJson(value) as JsonValue })),
      rules: table.rules.map((rule) => ({ ruleId: rule.ruleId, index: rule.index, outputs: rule.outputs.map(({ name, value }) => ({ name, value: toJson(value) as JsonValue })) })),
      value: toJson(table.value) as JsonValue,
    })),
    warnings: warnings.map(({ code, message }) => ({ code, message })),
  };
}

export function placeName({ decisionId, orgUnitId }: DecisionPlace): string {
  return `${decisionId}\n${orgUnitId ?? ''}`;
}
