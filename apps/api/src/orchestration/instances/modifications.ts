import { Injectable } from '@nestjs/common';
import { ProcessRunner, type Actor, type JsonObject } from '@vanthu/engine';
import { ProcessQueries } from '@vanthu/persistence';
import { done } from '../problems/outcomes.js';
import { RestProblem } from '../problems/rest-problem.js';
import type { Modification, VariableInstructions } from './modification.js';

interface Activation {
  readonly elementId: string;
  readonly ancestorKey?: string;
  readonly variables: JsonObject;
  readonly scopeVariables: Readonly<Record<string, JsonObject>>;
}

interface Plan {
  readonly activate: readonly Activation[];
  readonly terminate: readonly string[];
}

/** Changes of a running instance, as the API words them, for the engine. */
@Injectable()
export class Modifications {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly queries: ProcessQueries,
  ) {}

  /** @throws RestProblem */
  async modify(instanceKey: string, modification: Modification, actor: Actor): Promise<void> {
    const { activate, terminate } = await this.planOf(instanceKey, modification);
    if (activate.length + terminate.length === 0) throw new RestProblem('INVALID_ARGUMENT', 'At least one instruction to activate, move or terminate is needed.');
    await done(this.runner.modify(instanceKey, { activate, terminate, reason: 'REST API', actor }));
  }

  private async planOf(instanceKey: string, { activateInstructions = [], terminateInstructions = [], moveInstructions = [] }: Modification): Promise<Plan> {
    const active = await this.queries.activeElementsOf(instanceKey);
    const allOf = (elementId: string) => active.filter((each) => each.elementId === elementId).map((each) => each.elementInstanceKey);
    const activations = activateInstructions.map((each) => ({ elementId: each.elementId, ancestorKey: each.ancestorElementInstanceKey, variableInstructions: each.variableInstructions }));
    const terminate = terminateInstructions.flatMap((each) => ('elementId' in each ? allOf(each.elementId) : [each.elementInstanceKey]));
    for (const { sourceElementInstruction: source, targetElementId, ancestorScopeInstruction: ancestor, variableInstructions } of moveInstructions) {
      const moved = 'sourceElementId' in source ? allOf(source.sourceElementId) : [source.sourceElementInstanceKey];
      for (const key of moved) {
        const parent = ancestor?.ancestorScopeType === 'sourceParent' ? active.find((each) => each.elementInstanceKey === key)?.scopeKey : ancestor?.ancestorElementInstanceKey;
        activations.push({ elementId: targetElementId, ancestorKey: parent, variableInstructions });
      }
      terminate.push(...moved);
    }
    return { activate: activations.map(activationOf), terminate: [...new Set(terminate)] };
  }
}

function activationOf({ elementId, ancestorKey, variableInstructions }: { readonly elementId: string; readonly ancestorKey: string | undefined; readonly variableInstructions: VariableInstructions }): Activation {
  const byScope = new Map<string, JsonObject>();
  for (const { scopeId = '', variables } of variableInstructions) byScope.set(scopeId, { ...byScope.get(scopeId), ...variables });
  const variables = byScope.get(elementId) ?? {};
  byScope.delete(elementId);
  const hasAncestor = ancestorKey !== undefined && ancestorKey !== '-1';
  return { elementId, ...(hasAncestor && { ancestorKey }), variables, scopeVariables: Object.fromEntries(byScope) };
}
