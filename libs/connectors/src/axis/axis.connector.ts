import { defineConnector, defineOperation } from '@vanthu/connector-sdk';
import type { Connector } from '@vanthu/connector-sdk';
import { z } from 'zod';
import { axisGatewaySchema } from './axis-client.js';
import { axisErrors } from './axis-errors.js';
import { documentInputSchema, sendDocumentInputSchema, sendStatusInputSchema } from './axis-input.js';
import { axisIcon } from './axis.icon.js';
import { encodeDocument } from './encode-document.js';
import { sendDocument } from './send-document.js';
import { sendStatus } from './send-status.js';

/**
 * `axis:encodeDocument:1`, `axis:sendDocument:1` and `axis:sendStatus:1`, over the gateway of the national axis.
 * Between building and sending a document `signing:signXml:1` signs it; unsigned ones are not sent.
 */
export function createAxisConnector(configuration: z.input<typeof axisGatewaySchema>): Connector {
  const gateway = axisGatewaySchema.parse(configuration);
  return defineConnector({
    id: 'axis',
    version: 1,
    name: { vi: 'Trục liên thông văn bản', en: 'Document axis' },
    icon: axisIcon,
    errors: axisErrors,
    operations: {
      encodeDocument: defineOperation({
        name: { vi: 'Lập thông điệp edXML', en: 'Build an edXML message' },
        input: documentInputSchema,
        output: z.object({ documentId: z.string(), edxmlSha256: z.string() }),
        timeoutMs: 60_000,
        execute: encodeDocument,
      }),
      sendDocument: defineOperation({
        name: { vi: 'Gửi văn bản qua trục', en: 'Send a document over the axis' },
        input: sendDocumentInputSchema,
        output: z.object({ docId: z.string(), documentId: z.string(), sentNow: z.boolean() }),
        timeoutMs: 180_000,
        execute: (input, context) => sendDocument(input, context, gateway),
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
