import { decisionInputs, evaluateDecision, parseDecisions, toJson, type DecisionModel, type DecisionResult } from '@vanthu/dmn';
import type { Key } from '@vanthu/model';
import type { DecisionEvaluator, DecisionOutcome, ResourceBinding } from '../execution/context.js';
import type { JsonObject, JsonValue } from '../execution/json.js';
import type { Definitions } from './definitions.js';
import type { StoredDefinition } from './process-store.js';

export interface DecisionPlace {
  readonly decisionId: string;
  readonly orgUnitId: string | null;
  readonly binding: ResourceBinding;
  /** The process that asks, for `deployment`. */
  readonly callerDefinitionKey: Key | null;
}

interface Deployed {
  readonly key: Key;
  readonly model: DecisionModel;
}

/** A decision that was evaluated by itself, without a process. */
export type EvaluatedDecision =
  | { readonly kind: 'evaluated'; readonly definition: StoredDefinition; readonly output: JsonValue; readonly trace: JsonValue }
  | { readonly kind: 'failed'; readonly definition: StoredDefinition; readonly message: string };

/**
 * Deployed decisions, for a core that may not wait. What a command asks for and is not at hand is noted in `missing`; who runs the
 * command then fetches it and runs the command again.
 */
export class DecisionLookup implements DecisionEvaluator {
  readonly missing: DecisionPlace[] = [];

  constructor(
    private readonly found: ReadonlyMap<string, Deployed | null>,
    private readonly environment: { readonly now: number; readonly zone: string },
    private readonly callerDefinitionKey: Key | null,
  ) {}

  evaluate(decisionId: string, orgUnitId: string | null, scope: (name: string) => JsonValue | undefined, binding: ResourceBinding = { kind: 'latest' }): DecisionOutcome | null {
    const place: DecisionPlace = { decisionId, orgUnitId, binding, callerDefinitionKey: this.callerDefinitionKey };
    const deployed = this.found.get(placeName(place));
    if (deployed === undefined) this.missing.push(place);
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

  /** By itself, with these variables. */
  async evaluate(definition: StoredDefinition, variables: JsonObject, environment: { readonly now: number; readonly zone: string }): Promise<EvaluatedDecision> {
    const outcome = evaluateDeployed(await this.deployed(definition), definition.id, (name) => variables[name], environment);
    return outcome.kind === 'failed' ? { kind: 'failed', definition, message: outcome.message } : { kind: 'evaluated', definition, output: outcome.output, trace: outcome.trace };
  }

  private async find({ decisionId, orgUnitId, binding, callerDefinitionKey }: DecisionPlace): Promise<Deployed | null> {
    const definition = await this.definitions.findBound('decision', decisionId, this.tenantChain(orgUnitId), binding, callerDefinitionKey);
    return definition ? this.deployed(definition) : null;
  }

  private async deployed(definition: StoredDefinition): Promise<Deployed> {
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

export function placeName({ decisionId, orgUnitId, binding, callerDefinitionKey }: DecisionPlace): string {
  const version = binding.kind === 'latest' ? '' : binding.kind === 'deployment' ? `with ${callerDefinitionKey ?? ''}` : `tag ${binding.versionTag}`;
  return `${decisionId}\n${orgUnitId ?? ''}\n${version}`;
}
