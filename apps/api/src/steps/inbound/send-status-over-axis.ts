import { ConnectorError, type Connector, type OperationContext } from '@vanthu/connector-sdk';
import type { OutgoingStatus } from './status-reporter.js';

/** Sends a status with the axis connector, inside the step that reports it. @throws ConnectorError */
export async function sendStatusOver(axis: Connector, status: OutgoingStatus, context: OperationContext): Promise<{ externalId: string | null }> {
  const operation = axis.operations['sendStatus'];
  if (!operation) throw new ConnectorError('OPERATION_UNKNOWN', 'The axis connector reports no statuses.', { retryable: false });
  const input = operation.input.parse({
    from: { organId: status.fromOrganId, organName: status.fromName },
    responseFor: {
      organId: status.toOrganId,
      code: status.notation,
      documentId: status.documentExternalId,
      ...(status.documentDate && { promulgationDate: status.documentDate }),
    },
    code: status.code,
    description: status.description,
    staff: { department: status.staff.department, staff: status.staff.name, email: status.staff.email },
    at: status.at,
  });
  const output = (await operation.execute(input, context)) as { docId?: unknown };
  return { externalId: typeof output.docId === 'string' ? output.docId : null };
}
