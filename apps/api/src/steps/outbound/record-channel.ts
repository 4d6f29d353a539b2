import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { channelDecisionSchema, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

const routeSchema = channelDecisionSchema.refine(({ channels }) => channels.length > 0, { path: ['channels'], message: 'the policy gives no channel' });

/** The channels the policy chose for a line, with the rule that decided. */
export function recordChannel({ lines }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi kênh và quy tắc', en: 'Record the channel' },
    input: z.object({ lineId: keySchema, route: routeSchema }),
    output: noOutput,
    async execute({ lineId, route }) {
      await lines.recordChannel(lineId, route);
      return {};
    },
  });
}
