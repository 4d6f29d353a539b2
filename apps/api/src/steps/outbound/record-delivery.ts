import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { VanthuError, channelSchema, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** A channel has taken the document for a recipient; `externalId` is what the channel calls it. */
export function recordDelivery({ lines, exchange }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi đã gửi', en: 'Record the delivery' },
    input: z.object({ lineId: keySchema, channel: channelSchema, externalId: z.string().max(255).nullish(), messageSha256: z.string().length(64).nullish() }),
    output: noOutput,
    async execute({ lineId, channel, externalId, messageSha256 }, context) {
      const line = await lines.find(lineId);
      if (!line) throw new VanthuError('NOT_FOUND', { what: 'recipientLine' });
      const sent = await exchange.begin({ direction: 'outgoing', channel, kind: 'document', idempotencyKey: context.idempotencyKey, counterpart: line.name, documentId: line.documentId, lineId });
      await exchange.finish(sent.id, { externalId: externalId ?? null, sha256: messageSha256 ?? null });
      await lines.recordDelivery(lineId, { delivery: 'sent', channel });
      return {};
    },
  });
}
