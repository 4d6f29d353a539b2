import { defineConnector, defineOperation } from '@vanthu/connector-sdk';
import type { Connector } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { axisGatewaySchema } from './axis-client.js';
import { axisErrors } from './axis-errors.js';
import { sendDocumentInputSchema, sendStatusInputSchema } from './axis-input.js';
import { axisIcon } from './axis.icon.js';
import { sendDocument } from './send-document.js';
import type { SealXml } from './send-document.js';
import { sendStatus } from './send-status.js';

const configurationSchema = axisGatewaySchema.extend({
  /** Puts the server's XML signature on a message. */
  sealXml: z.custom<SealXml>((value) => typeof value === 'function', 'must be a function'),
});

/** `axis:sendDocument:1` and `axis:sendStatus:1`, over the gateway of the national axis. */
export function createAxisConnector(configuration: z.input<typeof configurationSchema>): Connector {
  const { sealXml, ...gateway } = configurationSchema.parse(configuration);
  return defineConnector({
    id: 'axis',
    version: 1,
    name: { vi: 'Trục liên thông văn bản', en: 'Document axis' },
    icon: axisIcon,
    errors: axisErrors,
    operations: {
      sendDocument: defineOperation({
        name: { vi: 'Gửi văn bản qua trục', en: 'Send a document over the axis' },
        input: sendDocumentInputSchema,
        output: z.object({ docId: z.string(), documentId: z.string(), sentNow: z.boolean(), edxmlSha256: z.string().nullable() }),
        timeoutMs: 180_000,
        execute: (input, context) => sendDocument(input, context, gateway, sealXml),
      }),
      sendStatus: defineOperation({
        name: { vi: 'Báo trạng thái qua trục', en: 'Report a status over the axis' },
        input: sendStatusInputSchema,
        output: z.object({ docId: z.string(), edxmlSha256: z.string() }),
        timeoutMs: 90_000,
        execute: (input, context) => sendStatus(input, context, gateway),
      }),
    },
  });
}
