import type { ElementModel } from '../../compile/process-model.js';
import type { Outcome } from '../element-processors.js';
import { evaluateText } from '../evaluation.js';
import { Failure, isFailure } from '../failure.js';
import { takePayload } from '../mappings.js';
import type { ElementInstance } from '../process-state.js';
import type { Run } from '../run.js';
import { VisibleVariables } from '../variables.js';
import { enterServiceTask } from './service-task.js';

/** Evaluates the called decision within the step, or leaves the work to a worker. */
export function enterBusinessRuleTask(run: Run, instance: Readonly<ElementInstance>, element: ElementModel): Outcome {
  const called = element.calledDecision;
  if (called === null) return enterServiceTask(run, instance, element);
  const decisionId = evaluateText(run, called.decisionId, { scope: instance.key, what: `The decision of "${element.id}"`, failure: 'CALLED_DECISION_ERROR' });
  if (isFailure(decisionId)) return decisionId;
  const scope = new VisibleVariables(run, instance.key);
  const outcome = run.context.decisions.evaluate(decisionId, run.state.orgUnitId, (name) => scope.json(name), called.binding);
  if (outcome === null) return new Failure('CALLED_DECISION_ERROR', `Decision "${decisionId}" is not deployed. Deploy it, then resolve the incident.`);
  if (outcome.kind === 'failed') return new Failure('DECISION_EVALUATION_ERROR', `Decision "${decisionId}" failed: ${outcome.message}. Correct its inputs or the decision, then resolve the incident.`);
  const { decisionKey, output, trace } = outcome;
  run.emit({ type: 'DecisionEvaluated', elementInstanceKey: instance.key, elementId: element.id, decisionId, decisionKey, output, trace });
  takePayload(run, instance, element, { [called.resultVariable]: output });
  return 'done';
}
