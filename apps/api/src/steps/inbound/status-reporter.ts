import { ConnectorError, type OperationContext } from '@vanthu/connector-sdk';
import { localIso } from '@vanthu/documents';
import { statusText } from '@vanthu/edxml';
import type { DomainStores } from '@vanthu/persistence';

export interface StatusReport {
  readonly documentId: string;
  readonly code: string;
  /** User name; null for the system. */
  readonly actor: string | null;
  readonly reason: string;
}

/** What goes to the axis for a report. */
export interface OutgoingStatus {
  readonly fromOrganId: string;
  readonly fromName: string;
  readonly toOrganId: string;
  readonly documentExternalId: string;
  readonly notation: string;
  readonly documentDate: string | null;
  readonly code: string;
  readonly description: string;
  /** ISO date-time, the same on every run */
  readonly at: string;
  readonly staff: { readonly name: string; readonly department: string; readonly email: string };
}

export type SendStatus = (status: OutgoingStatus, context: OperationContext) => Promise<{ readonly externalId: string | null }>;

/** Tells issuers on the axis where their documents stand: each code once per document, whatever is repeated. */
export class StatusReporter {
  constructor(
    private readonly stores: Pick<DomainStores, 'reader' | 'organisation' | 'exchange' | 'trail'>,
    /** Null where no axis is configured. */
    private readonly send: SendStatus | null,
  ) {}

  async report(report: StatusReport, context: OperationContext): Promise<void> {
    const { reader, exchange, trail } = this.stores;
    const document = await reader.get(report.documentId);
    const origin = await reader.origin(report.documentId);
    if (document.channel !== 'axis' || !document.sender?.organId || !origin?.externalId) return;
    const toOrganId = document.sender.organId;
    const message = await exchange.begin({
      direction: 'outgoing', channel: 'axis', kind: 'status', idempotencyKey: `status:${report.documentId}:${report.code}`,
      counterpart: document.counterpart, documentId: report.documentId,
    });
    if (message.state === 'done') return;
    if (!this.send) throw new ConnectorError('AXIS_NOT_CONFIGURED', 'No document axis is configured: set AXIS_URL and AXIS_SECRET.', { retryable: false });
    const description = report.reason ? `${statusText(report.code)}: ${report.reason}` : statusText(report.code);
    const agency = await this.stores.organisation.unit(document.agencyId);
    const { externalId } = await this.send(
      {
        fromOrganId: agency?.organId ?? document.agencyId, fromName: document.agencyName, toOrganId, documentExternalId: origin.externalId, notation: document.notation,
        documentDate: document.documentDate, code: report.code, description, at: localIso(message.createdAt - (message.createdAt % 1000)), staff: await this.staffOf(report.actor),
      },
      context,
    );
    await exchange.finish(message.id, { externalId });
    await trail.append({ documentId: report.documentId, act: 'reportStatus', facts: { code: report.code, description }, onceKey: `reported:${report.code}` });
  }

  private async staffOf(username: string | null): Promise<OutgoingStatus['staff']> {
    const person = username ? await this.stores.organisation.person(username) : null;
    const unit = person ? await this.stores.organisation.unit(person.unitId) : null;
    return { name: person?.displayName ?? '', department: unit?.name ?? '', email: person?.email ?? '' };
  }
}
