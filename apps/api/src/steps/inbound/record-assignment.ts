import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { userPrincipal } from '@vanthu/model';
import { z } from 'zod';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The unit's head gave the document to a specialist: work has begun. */
export function recordAssignment({ progress, trail, organisation, statuses }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi người giải quyết', en: 'Record the assignment' },
    input: actedSchema.extend({ specialist: z.string().min(1).max(64), instruction: z.string().max(2000).nullish() }),
    output: noOutput,
    async execute({ documentId, specialist, instruction, actor }, context) {
      const [{ name }, { name: specialistName }] = [await authorOf(organisation, actor), await authorOf(organisation, specialist)];
      await progress.addParticipants(documentId, [userPrincipal(specialist)]);
      await progress.setStatus(documentId, 'inProgress');
      await trail.append({ documentId, act: 'assign', who: name, facts: { to: specialistName }, note: instruction ?? '', onceKey: context.idempotencyKey });
      await statuses.report({ documentId, code: '05', actor: specialist, reason: '' }, context);
      return {};
    },
  });
}
