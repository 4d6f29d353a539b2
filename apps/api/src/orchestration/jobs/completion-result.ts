import type { CompletionResult } from '@vanthu/engine';
import type { z } from 'zod';
import { dateOf } from '../user-tasks/task-dates.js';
import type { Corrections, completionSchema } from './job-requests.js';

/** What a listener or an ad-hoc subprocess was answered with, for the engine. */
export function resultOf(result: z.infer<typeof completionSchema>['result']): CompletionResult | undefined {
  if (!result) return undefined;
  if (result.type === 'adHocSubProcess') {
    const { activateElements = [], isCompletionConditionFulfilled = false, isCancelRemainingInstances = false } = result;
    return { type: 'adHocSubProcess', activateElements: activateElements.map(({ elementId, variables }) => ({ elementId, ...(variables && { variables }) })), isCompletionConditionFulfilled, isCancelRemainingInstances };
  }
  const { denied, deniedReason, corrections } = result;
  return { type: 'userTask', denied: denied ?? false, ...(typeof deniedReason === 'string' && { deniedReason }), ...(corrections && { corrections: correctionsOf(corrections) }) };
}

/** An empty text takes the value away; null and absent leave it. */
function correctionsOf({ assignee, dueDate, followUpDate, candidateUsers, candidateGroups, priority }: Corrections) {
  return {
    ...(typeof assignee === 'string' && { assignee: assignee === '' ? null : assignee }),
    ...(typeof dueDate === 'string' && { dueAt: dateOf('dueDate', dueDate) }),
    ...(typeof followUpDate === 'string' && { followUpAt: dateOf('followUpDate', followUpDate) }),
    ...(candidateUsers && { candidateUsers }),
    ...(candidateGroups && { candidateGroups }),
    ...(typeof priority === 'number' && { priority }),
  };
}
