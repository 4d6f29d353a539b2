import { setTimeout as pause } from 'node:timers/promises';
import { isConnectorError } from '@vanthu/connector-sdk';
import type { InboundContext } from '@vanthu/connector-sdk';
import { decode, EdxmlError } from '@vanthu/edxml';
import type { AxisMessageType, Decoded } from '@vanthu/edxml';
import { AxisClient } from './axis-client.js';
import type { ReceivedEntry } from './axis-client.js';
import type { InboundAxisProperties } from './axis-inbound.connector.js';
import { receivedEdoc, receivedStatus } from './received-edoc.js';
import type { AxisDelivery } from './received-edoc.js';

const longestBackoffMs = 300_000;
const mostFailuresInARow = 3;

/** Asks the axis for what waits, hands it over, and acknowledges what is safe. */
export class AxisPoller {
  /** docIds of statuses about documents we do not know, with the time they were first seen. */
  readonly #unknown = new Map<string, number>();

  constructor(private readonly context: InboundContext<InboundAxisProperties>) {}

  /** Runs until the context's signal is aborted. Never rejects. */
  async run(): Promise<void> {
    const { signal, properties, reportHealth, logger } = this.context;
    const pollMs = properties.pollSeconds * 1000;
    for (let waitMs = pollMs; !signal.aborted; ) {
      try {
        const problem = await this.sweep();
        reportHealth(problem === null ? { state: 'up', message: '' } : { state: 'degraded', message: problem });
        waitMs = pollMs;
      } catch (error) {
        if (signal.aborted) break;
        waitMs = Math.min(waitMs * 2, Math.max(longestBackoffMs, pollMs));
        const [code, message] = isConnectorError(error) ? [error.code, error.message] : ['CONNECTOR_BUG', 'unexpected failure'];
        reportHealth({ state: 'down', message });
        logger.warn('The axis cannot be asked; trying again.', { code, waitMs, error });
      }
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One look at documents, then at statuses. Returns what an operator should know, or null. */
  async sweep(): Promise<string | null> {
    const { properties, secrets, fetch } = this.context;
    const secret = await secrets.get(properties.secretName);
    const client = new AxisClient({ gateway: properties, secret, fetch, now: () => this.context.now() });
    const problems = [await this.#take(client, 'edoc'), await this.#take(client, 'status')];
    return problems.find((problem) => problem !== null) ?? null;
  }

  async #take(client: AxisClient, messageType: AxisMessageType): Promise<string | null> {
    const { properties, signal, logger } = this.context;
    let problem: string | null = null;
    let failures = 0;
    for (const entry of await client.waiting(messageType)) {
      if (signal.aborted || failures >= mostFailuresInARow) break;
      const agencyId = properties.organs.find((organ) => organ.organId === entry.to)?.agencyId;
      if (agencyId === undefined) {
        problem = `Trục có thông điệp cho ${entry.to}, nhưng chưa đơn vị nào dùng mã này.`;
        continue;
      }
      try {
        problem = (await this.#takeOne(client, entry, agencyId)) ?? problem;
        failures = 0;
      } catch (error) {
        failures++;
        problem = `Thông điệp ${entry.docId} chưa tiếp nhận được, vẫn còn trên trục: ${error instanceof Error ? error.message : 'không rõ lý do'}`;
        logger.error('A message could not be taken; it stays on the axis.', { docId: entry.docId, error });
      }
    }
    return problem;
  }

  async #takeOne(client: AxisClient, entry: ReceivedEntry, agencyId: string): Promise<string | null> {
    const bytes = await client.message(entry.docId);
    const decoded = decodedOf(bytes);
    if (decoded instanceof EdxmlError) return this.#fail(client, entry, bytes, decoded);
    this.context.signal.throwIfAborted();
    const delivery = { entry, agencyId, bytes, receivedAt: this.context.now() };
    return decoded.kind === 'edoc' ? this.#takeDocument(client, decoded, delivery) : this.#takeStatus(client, decoded, delivery);
  }

  async #takeDocument(client: AxisClient, decoded: Extract<Decoded, { kind: 'edoc' }>, delivery: AxisDelivery): Promise<string | null> {
    const { logger } = this.context;
    const { docId } = delivery.entry;
    const receipt = await this.context.receiveDocument(receivedEdoc(decoded, delivery));
    if (receipt !== 'accepted' && receipt !== 'duplicate') {
      logger.warn('A document was refused.', { docId, reason: receipt.refused });
      await client.acknowledge(docId, 'fail');
      return null;
    }
    await client.acknowledge(docId, 'done');
    logger.info('A document was taken.', { docId, receipt });
    return null;
  }

  async #takeStatus(client: AxisClient, decoded: Extract<Decoded, { kind: 'status' }>, delivery: AxisDelivery): Promise<string | null> {
    const { logger, properties } = this.context;
    const { docId } = delivery.entry;
    const receipt = await this.context.receiveStatus(receivedStatus(decoded.message, delivery));
    if (receipt !== 'unknownDocument') {
      this.#unknown.delete(docId);
      await client.acknowledge(docId, 'done');
      return null;
    }
    // an answer may overtake the commit of our own sending
    const now = this.context.now().getTime();
    const seenAt = this.#unknown.get(docId) ?? now;
    this.#unknown.set(docId, seenAt);
    if (now - seenAt < properties.unknownStatusSeconds * 1000) return null;
    this.#unknown.delete(docId);
    await client.acknowledge(docId, 'fail');
    logger.warn('A status speaks of a document that was never sent from here.', { docId, from: decoded.message.from.organId });
    return `Trạng thái ${docId} nói về một văn bản không có ở đây.`;
  }

  async #fail(client: AxisClient, entry: ReceivedEntry, bytes: Uint8Array, reason: EdxmlError): Promise<string> {
    const { sha256 } = await this.context.files.save(bytes, `${entry.docId}.edxml`);
    await client.acknowledge(entry.docId, 'fail');
    this.context.logger.error('A message cannot be read; it is kept and reported back as failed.', {
      docId: entry.docId, from: entry.from, code: reason.code, reason: reason.message, line: reason.line, sha256,
    });
    return `Thông điệp ${entry.docId} từ ${entry.from} không đọc được (${reason.code}); đã báo lỗi về trục, tệp gốc giữ lại với mã ${sha256}.`;
  }
}

function decodedOf(bytes: Uint8Array): Decoded | EdxmlError {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof EdxmlError) return error;
    throw error;
  }
}
