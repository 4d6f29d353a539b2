import { Injectable } from '@nestjs/common';
import { ProcessRunner, type Actor, type JsonObject } from '@vanthu/engine';
import { ProcessQueries } from '@vanthu/persistence';
import { done } from '../problems/outcomes.js';
import { RestProblem } from '../problems/rest-problem.js';
import type { Modification, VariableInstructions } from './modification.js';

interface Activation {
  readonly elementId: string;
  readonly ancestorKey?: string;
  readonly variables?: JsonObject;
}

interface Plan {
  readonly activate: readonly Activation[];
  readonly terminate: readonly string[];
  /** For the instance itself. */
  readonly variables: JsonObject;
}

/** Changes of a running instance, as the API words them, for the engine. */
@Injectable()
export class Modifications {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly queries: ProcessQueries,
  ) {}

  /** Variables of the instance are set first, by a command of their own. @throws RestProblem */
  async modify(instanceKey: string, modification: Modification, actor: Actor): Promise<void> {
    const { activate, terminate, variables } = await this.planOf(instanceKey, modification);
    if (activate.length + terminate.length === 0) throw new RestProblem('INVALID_ARGUMENT', 'At least one instruction to activate, move or terminate is needed.');
    if (Object.keys(variables).length > 0) await done(this.runner.setVariables(instanceKey, variables, { local: true, actor }));
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
    return { activate: activations.map(activationOf), terminate: [...new Set(terminate)], variables: Object.assign({}, ...activations.map((each) => scoped(each.variableInstructions, ''))) as JsonObject };
  }
}

function activationOf({ elementId, ancestorKey, variableInstructions }: { readonly elementId: string; readonly ancestorKey: string | undefined; readonly variableInstructions: VariableInstructions }): Activation {
  const foreign = variableInstructions.find(({ scopeId = '' }) => scopeId !== '' && scopeId !== elementId);
  if (foreign) throw new RestProblem('INVALID_ARGUMENT', `Variables can be given to the instance (no scopeId) and to the activated element itself, not to '${foreign.scopeId ?? ''}'.`);
  const hasAncestor = ancestorKey !== undefined && ancestorKey !== '-1';
  return { elementId, ...(hasAncestor && { ancestorKey }), variables: scoped(variableInstructions, elementId) };
}

function scoped(instructions: VariableInstructions, wanted: string): JsonObject {
  return Object.assign({}, ...instructions.filter(({ scopeId = '' }) => scopeId === wanted).map((each) => each.variables)) as JsonObject;
}
