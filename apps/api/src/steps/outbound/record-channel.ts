import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { channelSchema, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

const routeSchema = z.object({ channels: z.array(channelSchema).min(1), noPaper: z.boolean().nullish(), rule: z.string() });

/** The channels the policy chose for a line, with the rule that decided. */
export function recordChannel({ lines }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi kênh và quy tắc', en: 'Record the channel' },
    input: z.object({ lineId: keySchema, route: routeSchema }),
    output: noOutput,
    async execute({ lineId, route }) {
      await lines.recordChannel(lineId, { channels: route.channels, rule: route.rule, noPaper: route.noPaper ?? false });
      return {};
    },
  });
}
