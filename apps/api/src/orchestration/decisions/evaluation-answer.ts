import type { EvaluatedDecision, ProcessRunner, StoredDefinition } from '@vanthu/engine';
import { z } from 'zod';
import { requirementsOf } from '../deployments/decision-requirements.js';
import type { ApiVersion } from '../operations/api-version.js';

/** As the engine tells how it came to its answer. */
const traceSchema = z.object({
  decisions: z.array(z.object({ decisionId: z.string(), name: z.string(), value: z.unknown() })),
  tables: z.array(
    z.object({
      ownerId: z.string(),
      inputs: z.array(z.object({ id: z.string().nullish(), label: z.string().nullish(), value: z.unknown() })),
      rules: z.array(z.object({ ruleId: z.string().nullish(), index: z.number(), outputs: z.array(z.object({ name: z.string(), value: z.unknown() })) })),
    }),
  ),
});

type Trace = z.infer<typeof traceSchema>;

/** 8.8 wants an id here also where nothing failed. */
const NO_DECISION = '-';

export async function evaluationAnswer(evaluated: EvaluatedDecision, runner: ProcessRunner, version: ApiVersion) {
  const { definition } = evaluated;
  const requirements = await requirementsOf(definition, runner);
  const isFailed = evaluated.kind === 'failed';
  const nothing = version === '8.8' ? { decision: NO_DECISION, message: '' } : { decision: null, message: null };
  const key = runner.newKey();
  return {
    decisionDefinitionId: definition.id,
    decisionDefinitionKey: definition.key,
    decisionDefinitionName: definition.name,
    decisionDefinitionVersion: definition.version,
    decisionRequirementsId: requirements.id,
    decisionRequirementsKey: requirements.key,
    decisionEvaluationKey: key,
    decisionInstanceKey: key,
    output: JSON.stringify(isFailed ? null : evaluated.output),
    failedDecisionDefinitionId: isFailed ? definition.id : nothing.decision,
    failureMessage: isFailed ? evaluated.message : nothing.message,
    tenantId: definition.tenantId,
    evaluatedDecisions: isFailed ? [] : await evaluatedDecisions(traceSchema.parse(evaluated.trace), definition, runner, (index) => (version === '8.8' ? runner.newKey() : `${key}-${index + 1}`)),
  };
}

async function evaluatedDecisions({ decisions, tables }: Trace, asked: StoredDefinition, runner: ProcessRunner, keyOf: (index: number) => string) {
  const together = await runner.store.definitionsOfDeployment(asked.deploymentKey);
  return decisions.map(({ decisionId, name, value }, index) => {
    const definition = together.find((each) => each.kind === 'decision' && each.id === decisionId) ?? asked;
    const table = tables.find((each) => each.ownerId === decisionId);
    return {
      decisionDefinitionId: decisionId,
      decisionDefinitionKey: definition.key,
      decisionDefinitionName: name,
      decisionDefinitionVersion: definition.version,
      decisionDefinitionType: table ? 'DECISION_TABLE' : 'LITERAL_EXPRESSION',
      decisionEvaluationInstanceKey: keyOf(index),
      output: JSON.stringify(value ?? null),
      tenantId: definition.tenantId,
      evaluatedInputs: (table?.inputs ?? []).map((each, place) => ({ inputId: each.id ?? String(place + 1), inputName: each.label ?? '', inputValue: JSON.stringify(each.value ?? null) })),
      matchedRules: (table?.rules ?? []).map((rule) => ruleAnswer(rule)),
    };
  });
}

function ruleAnswer({ ruleId, index, outputs }: Trace['tables'][number]['rules'][number]) {
  const place = { ruleId: ruleId ?? String(index), ruleIndex: index };
  return { ...place, evaluatedOutputs: outputs.map(({ name, value }) => ({ outputId: name, outputName: name, outputValue: JSON.stringify(value ?? null), ...place })) };
}
