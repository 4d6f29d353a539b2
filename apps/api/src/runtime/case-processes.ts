import { firstKeyAt, type ProcessRunner, type WorkingCalendar } from '@vanthu/engine';
import { VanthuError, type Key } from '@vanthu/model';
import type { DocumentProcesses, DocumentReader } from '@vanthu/persistence';

const DAY_MS = 86_400_000;
/** Younger documents may be about to get their process from another server. */
const YOUNG_MS = 15_000;
const MOST_AT_ONCE = 500;

/** The processes of documents in the words of the office: started once per document, told what happened outside. */
export class CaseProcesses {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly reader: DocumentReader,
    private readonly processes: DocumentProcesses,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Starts the inbound process of a received document; asked again it changes nothing. */
  async startInbound(documentId: Key): Promise<void> {
    const document = await this.reader.get(documentId);
    await this.publish('document.received', '', `received:${documentId}`, document.agencyId, {
      documentId,
      agencyId: document.agencyId,
      channel: document.channel,
      urgency: document.urgency,
      receiveBy: new Date(this.calendar.addWorkingDays(Date.parse(document.createdAt), 1, document.agencyId)).toISOString(),
    });
  }

  /** Starts drafting for `drafter`. */
  async startOutbound(documentId: Key, { agencyId, unitId, drafter }: { agencyId: string; unitId: string; drafter: string }): Promise<Key> {
    const started = await this.runner.startInstance({
      processId: 'outbound',
      orgUnitId: unitId,
      variables: { documentId, agencyId, unitId, drafter },
      deduplicationKey: `outbound:${documentId}`,
      actor: { username: drafter },
    });
    if (started.kind === 'rejection') throw new VanthuError('UNAVAILABLE', { what: 'processes' });
    await this.processes.link(started.instanceKey, documentId);
    return started.instanceKey;
  }

  /** Starts what a server that died in between left without its process. Answers how many documents that were. `since`: only such as came after it, epoch ms. */
  async startUnattended(now: number, since = 0): Promise<number> {
    const unattended = await this.processes.unattended(now - YOUNG_MS, MOST_AT_ONCE, firstKeyAt(since));
    for (const { documentId, direction } of unattended) await (direction === 'inbound' ? this.startInbound(documentId) : this.startDraft(documentId));
    return unattended.length;
  }

  private async startDraft(documentId: Key): Promise<void> {
    const origin = await this.reader.origin(documentId);
    if (origin?.unitId && origin.drafter) await this.startOutbound(documentId, { agencyId: origin.agencyId, unitId: origin.unitId, drafter: origin.drafter });
  }

  /** A recipient on the axis reported that it is done, or that it refuses. */
  recipientFinished(lineId: Key, code: string): Promise<void> {
    return this.publish('recipient.finished', lineId, `${lineId}:${code}`, null, { statusCode: code });
  }

  /** The issuer of a received document asks for it back (status 13). */
  recallRequested(documentId: Key, onceKey: string): Promise<void> {
    return this.publish('document.recalled', documentId, onceKey, null, {});
  }

  private async publish(name: string, correlationKey: string, messageId: string, orgUnitId: string | null, variables: Record<string, string | number | null>): Promise<void> {
    const published = await this.runner.publishMessage({ name, correlationKey, messageId, timeToLiveMs: 30 * DAY_MS, variables, orgUnitId });
    if (published.kind === 'rejection' && published.code !== 'DUPLICATE') throw new VanthuError('UNAVAILABLE', { what: 'processes' });
  }
}
