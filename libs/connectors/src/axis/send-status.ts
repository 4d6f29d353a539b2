import type { OperationContext } from '@vanthu/connector-sdk';
import { encodeStatus, statusText } from '@vanthu/edxml';
import { AxisClient } from './axis-client.js';
import type { AxisGateway } from './axis-client.js';
import type { SendStatusInput } from './axis-input.js';
import { encoded, requireValid } from './valid-edxml.js';

export interface SentStatus {
  readonly docId: string;
  readonly edxmlSha256: string;
}

/** Reports on a document. Sent twice it is the same message, which receivers merge; so later attempts simply send again. */
export async function sendStatus(input: SendStatusInput, context: OperationContext, gateway: AxisGateway): Promise<SentStatus> {
  const xml = encoded(() =>
    encodeStatus({
      from: input.from,
      responseFor: input.responseFor,
      staff: input.staff,
      statusCode: input.code,
      description: input.description === '' ? statusText(input.code) : input.description,
      timestamp: input.at,
    }),
  );
  await requireValid(xml);
  const bytes = Buffer.from(xml, 'utf8');
  const secret = await context.secrets.get(gateway.secretName);
  const { sha256 } = await context.files.save(bytes, `trang-thai-${input.code}.edxml`);
  context.signal.throwIfAborted();
  const client = new AxisClient({ gateway, secret, fetch: context.fetch, now: () => context.now() });
  return { docId: await client.send(input.from.organId, 'status', bytes, context.idempotencyKey), edxmlSha256: sha256 };
}
