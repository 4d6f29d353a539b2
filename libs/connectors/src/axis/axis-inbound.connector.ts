import { defineInboundConnector } from '@vanthu/connector-sdk';
import type { InboundConnector } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { axisGatewaySchema } from './axis-client.js';
import { AxisPoller } from './axis-poller.js';

const propertiesSchema = axisGatewaySchema.extend({
  /** Our organisations on the axis; messages for others are left there. */
  organs: z.array(z.object({ organId: z.string().min(1), agencyId: z.string().min(1) })).min(1),
  pollSeconds: z.number().positive().default(30),
  /** How long a status about an unknown document is tried again before it is given back as failed. */
  unknownStatusSeconds: z.number().nonnegative().default(3600),
});
export type InboundAxisProperties = z.output<typeof propertiesSchema>;

/**
 * `axis-inbound:1`: takes documents and statuses. A message is acknowledged (`done`) only after the host said that it is safe;
 * one that cannot be read is kept, given back as `fail` and reported.
 */
export const axisInboundConnector: InboundConnector<typeof propertiesSchema> = defineInboundConnector({
  id: 'axis-inbound',
  version: 1,
  name: { vi: 'Nhận từ trục liên thông', en: 'Incoming from the axis' },
  properties: propertiesSchema,
  activate(context) {
    const running = new AxisPoller(context).run();
    return Promise.resolve({ deactivate: () => running });
  },
});
