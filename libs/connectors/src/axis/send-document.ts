import { createHash } from 'node:crypto';
import { ConnectorError } from '@vanthu/connector-sdk';
import type { OperationContext, StoredFile } from '@vanthu/connector-sdk';
import { canonicalText, encodeEdoc, newDocumentId, safeFileName } from '@vanthu/edxml';
import type { Attachment, EdocMessage } from '@vanthu/edxml';
import { AxisClient } from './axis-client.js';
import type { AxisGateway, SentEntry } from './axis-client.js';
import type { SendDocumentInput } from './axis-input.js';
import { encoded, requireValid } from './valid-edxml.js';

const dayMs = 86_400_000;
/** Days back in which an earlier attempt of the same job is looked for. */
const lookBackDays = 7;

/** Signs a message (XML-DSig) with the key of the server. Throws `ConnectorError` where retrying makes sense or not. */
export type SealXml = (xml: string) => Promise<string>;

export interface SentDocument {
  /** The axis' id of the message. */
  readonly docId: string;
  readonly documentId: string;
  /** False when an earlier attempt had sent it. */
  readonly sentNow: boolean;
  /** The message as it left, stored; null when an earlier attempt sent it and sealing gives other bytes each time. */
  readonly edxmlSha256: string | null;
}

/** Builds, checks, seals, stores and sends; at a later attempt first looks whether the axis has it. */
export async function sendDocument(input: SendDocumentInput, context: OperationContext, gateway: AxisGateway, sealXml: SealXml): Promise<SentDocument> {
  const documentId = input.documentId ?? encoded(() => newDocumentId(input.from.organId, input.promulgationDate, codeOf(input)));
  const attachments = await readFiles(input, context);
  const xml = encoded(() => encodeEdoc({ ...messageOf(input), documentId, attachments }));
  await requireValid(xml);
  const sealed = await sealXml(xml);
  await requireValid(sealed);
  const bytes = Buffer.from(sealed, 'utf8');
  const client = new AxisClient({ gateway, secret: await context.secrets.get(gateway.secretName), fetch: context.fetch, now: () => context.now() });
  const earlier = context.attempt > 1 ? await findSent(client, input, context.now()) : null;
  if (earlier !== null) {
    const known = await context.files.stat(createHash('sha256').update(bytes).digest('hex'));
    return { docId: earlier, documentId, sentNow: false, edxmlSha256: known?.sha256 ?? null };
  }
  const stored: StoredFile = await context.files.save(bytes, `${safeFileName(documentId)}.edxml`);
  context.signal.throwIfAborted();
  const docId = await client.send(input.from.organId, 'edoc', bytes, keyFor(context.idempotencyKey, documentId, input));
  return { docId, documentId, sentNow: true, edxmlSha256: stored.sha256 };
}

function messageOf(input: SendDocumentInput): Omit<EdocMessage, 'documentId' | 'attachments'> {
  const { update, staff, ...business } = input.business;
  return {
    from: input.from,
    to: input.to,
    code: input.code,
    promulgationDate: input.promulgationDate,
    ...(input.promulgationPlace !== undefined && { promulgationPlace: input.promulgationPlace }),
    documentType: input.documentType,
    subject: input.subject,
    content: input.subject,
    signer: input.signer,
    ...(input.dueDate !== null && { dueDate: input.dueDate }),
    toPlaces: input.toPlaces,
    otherInfo: input.otherInfo,
    responseFor: input.responseFor,
    ...(input.steeringType !== null && { steeringType: input.steeringType }),
    responseForTasks: [],
    traces: [{ organId: input.from.organId, timestamp: input.issuedAt }],
    business: { ...business, ...(update && { update }), ...(staff && { staff }) },
  };
}

async function readFiles(input: SendDocumentInput, context: OperationContext): Promise<readonly Attachment[]> {
  return Promise.all(
    input.files.map(async ({ sha256, name, contentType }, index) => {
      const content = await context.files.read(sha256);
      if (createHash('sha256').update(content).digest('hex') === sha256) return { contentId: String(index + 1), name, contentType, content };
      throw new ConnectorError('FILE_DAMAGED', `The stored file ${sha256} no longer has this content. Restore it from a backup.`, { retryable: false });
    }),
  );
}

/** The axis' list names no DocumentId: same sender, number, subject and exactly the same receivers in one message are taken for it. */
async function findSent(client: AxisClient, input: SendDocumentInput, now: Date): Promise<string | null> {
  const since = new Date(now.getTime() - lookBackDays * dayMs).toISOString().slice(0, 10).replaceAll('-', '/');
  const wanted = new Set(input.to.map((organisation) => organisation.organId));
  const messages = Map.groupBy(await client.sentSince(since), (entry: SentEntry) => entry.senderDocId);
  for (const [docId, entries] of messages) {
    const receivers = new Set(entries.map((entry) => entry.toCode));
    const isSame = entries.every(
      (entry) => entry.messageType === 'edoc' && entry.fromCode === input.from.organId && entry.notation === codeOf(input) && entry.title === canonicalText(input.subject),
    );
    if (isSame && receivers.size === wanted.size && [...wanted].every((organId) => receivers.has(organId))) return docId;
  }
  return null;
}

/** Another key as soon as the receivers are corrected, so that the axis does not answer with what it sent before. */
function keyFor(idempotencyKey: string, documentId: string, input: SendDocumentInput): string {
  const receivers = input.to.map((organisation) => organisation.organId).toSorted();
  return createHash('sha256').update(JSON.stringify([idempotencyKey, documentId, receivers])).digest('hex');
}

function codeOf(input: SendDocumentInput): string {
  return `${input.code.number}/${input.code.notation}`;
}
