import type { ConnectorOperation } from '@vanthu/connector-sdk';
import { VanthuError } from '@vanthu/model';
import { actedSchema, authorOf, noOutput } from '../step-inputs.js';
import type { StepServices } from '../step-services.js';
import { defineStep } from '../step.js';

/** The signing authority has signed; the signature itself was checked and stored when it was made. */
export function recordSigned({ reader, progress, trail, organisation }: StepServices): ConnectorOperation {
  return defineStep({
    name: { vi: 'Ghi nhận đã ký', en: 'Record the signature' },
    input: actedSchema,
    output: noOutput,
    async execute({ documentId, actor }, context) {
      const { files, approval } = await reader.get(documentId);
      if (!files.some((file) => file.role === 'signed') || !approval) throw new VanthuError('NO_SIGNABLE_FILE');
      const { name } = await authorOf(organisation, actor);
      await progress.setStatus(documentId, 'signed');
      await trail.append({ documentId, act: 'sign', who: name, onceKey: context.idempotencyKey });
      return {};
    },
  });
}
