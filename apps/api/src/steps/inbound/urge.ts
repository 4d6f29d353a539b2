import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { documentIdSchema, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** Notes on the timeline that a step is overdue; the inbox shows it by the due date. */
export function urge({ trail }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Đôn đốc', en: 'Urge' },
    input: documentIdSchema.extend({ step: z.enum(['receive', 'handle']) }),
    output: noOutput,
    async execute({ documentId, step }, context) {
      await trail.append({ documentId, act: 'urge', facts: { step }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
