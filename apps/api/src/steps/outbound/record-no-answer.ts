import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { VanthuError, keySchema } from '@vanthu/model';
import { z } from 'zod';
import { noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** A recipient on the axis has not finished within the time waited. */
export function recordNoAnswer({ lines, trail }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi chưa có phản hồi', en: 'Record that no answer came' },
    input: z.object({ lineId: keySchema }),
    output: noOutput,
    async execute({ lineId }, context) {
      const line = await lines.find(lineId);
      if (!line) throw new VanthuError('NOT_FOUND', { what: 'recipientLine' });
      await trail.append({ documentId: line.documentId, act: 'noAnswer', facts: { recipient: line.name }, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
