import type { ReceivedDocument } from '@vanthu/model';
import { activateInbound } from '@vanthu/connector-sdk';
import type { ActiveConnector, ConnectorHealth, DocumentReceipt } from '@vanthu/connector-sdk';
import { memoryFiles, recordingLogger } from '@vanthu/connector-sdk/testing';
import type { LogLine } from '@vanthu/connector-sdk/testing';
import { mailInboundConnector } from '../mail-inbound.connector.js';
import { dovecotPassword } from './dovecot.js';

/** A host in memory that accepts each deduplication key once. */
export class InboundHostDouble {
  readonly documents = new Map<string, ReceivedDocument>();
  readonly receipts: DocumentReceipt[] = [];
  readonly health: ConnectorHealth[] = [];
  readonly log: LogLine[] = [];
  /** What to do instead of accepting; called before anything is kept. */
  interfere: (document: ReceivedDocument) => Promise<DocumentReceipt | null> = () => Promise.resolve(null);

  activate(properties: object): Promise<ActiveConnector> {
    return activateInbound(mailInboundConnector, properties, {
      secrets: { find: (name) => Promise.resolve(name === 'MAIL_PASSWORD' ? dovecotPassword : null) },
      fetch: () => Promise.reject(new Error('no network')),
      logger: recordingLogger(this.log),
      files: memoryFiles(new Map()),
      receiveDocument: (document) => this.#receive(document),
      receiveStatus: () => Promise.reject(new Error('mail has no statuses')),
      reportHealth: (health) => void this.health.push(health),
      now: () => new Date(),
    });
  }

  async #receive(document: ReceivedDocument): Promise<DocumentReceipt> {
    const receipt = (await this.interfere(document)) ?? (this.documents.has(document.deduplicationKey) ? 'duplicate' : 'accepted');
    if (receipt === 'accepted') this.documents.set(document.deduplicationKey, document);
    this.receipts.push(receipt);
    return receipt;
  }
}

/** Waits until something holds; fails after thirty seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 1200; left > 0; left--) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it did not come to hold: ${holds.toString()}`);
}
