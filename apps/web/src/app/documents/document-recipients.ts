import { Component, inject, input } from '@angular/core';
import type { RecipientLine } from '@vanthu/model';
import { EmptyState } from '../elements/empty-state';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';

const tones: Readonly<Record<RecipientLine['delivery'], string>> = { pending: '', sent: 'info', failed: 'bad', done: 'good' };

/** Each recipient: why, by which channel and rule, and what came back. */
@Component({
  selector: 'vt-document-recipients',
  imports: [EmptyState],
  template: `
    @if (lines().length === 0) {
      <div class="panel"><vt-empty-state icon="mail" [text]="t().document.noRecipients" [hint]="t().document.noRecipientsHint" /></div>
    } @else {
      <div class="table-frame">
        <table class="table">
          <thead><tr><th scope="col">{{ t().document.recipient }}</th><th scope="col">{{ t().document.purpose }}</th><th scope="col">{{ t().document.channels }}</th><th scope="col">{{ t().document.delivery }}</th></tr></thead>
          <tbody>
            @for (line of lines(); track line.id) {
              <tr>
                <td><p class="name">{{ line.name }}</p><p class="soft small">{{ line.organId ?? line.email }}</p></td>
                <td>{{ t().purpose[line.purpose] }}</td>
                <td>@if (line.channels.length > 0) { <p>{{ channelsOf(line) }}@if (line.noPaper) {, {{ t().document.noPaper }}}</p> } @else { <span class="soft">{{ t().document.channelLater }}</span> }
                  @if (line.policyRule) { <p class="soft small">{{ t().document.policy }} {{ line.policyRule }}</p> }</td>
                <td><span [class]="'badge ' + toneOf(line)">{{ t().document.deliveries[line.delivery] }}</span>
                  @if (line.statuses.length > 0) {
                    <ol>@for (status of line.statuses; track $index) { <li><span class="soft">{{ formatDateTime(status.at) }}</span> {{ wordsOf(status.code, status.description) }}@if (status.by) { <span class="soft"> · {{ status.by }}</span> }</li> }</ol>
                  } @else if (line.delivery === 'sent') { <p class="soft small">{{ t().document.unread }}</p> }
                  @if (hasMessage(line)) { <a class="small" [href]="'/api/documents/' + documentId() + '/recipients/' + line.id + '/message'" download>{{ t().document.sentMessage }}</a> }</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styles: `
    .name { font-weight: 500; }
    td { min-width: 110px; }
    td a { display: inline-block; margin-top: 4px; text-decoration: underline; }
    ol { margin-top: 6px; display: flex; flex-direction: column; gap: 2px; font-size: 13px; }
  `,
})
export class DocumentRecipients {
  readonly documentId = input.required<string>();
  readonly lines = input.required<readonly RecipientLine[]>();

  private readonly session = inject(SessionStore);
  protected readonly t = inject(Interpreter).words;
  protected readonly formatDateTime = formatDateTime;

  /** Clerks and operators may read the message exactly as it went out. */
  protected hasMessage(line: RecipientLine): boolean {
    const isSent = line.delivery === 'sent' || line.delivery === 'done';
    return isSent && line.channels.some((channel) => channel === 'axis' || channel === 'mail') && this.session.hasAny('clerk', 'operator', 'systemAdmin');
  }

  protected toneOf(line: RecipientLine): string {
    return tones[line.delivery];
  }

  protected channelsOf(line: RecipientLine): string {
    return line.channels.map((channel) => this.t().channel[channel]).join(', ');
  }

  protected wordsOf(code: string, description: string): string {
    const known = this.t().axisStatus[code];
    if (known === undefined || description.toLowerCase().startsWith(known.toLowerCase())) return [code, description].filter(Boolean).join(' ');
    return `${code} ${known}${description !== '' && description !== known && !this.isStandard(description) ? `: ${description}` : ''}`;
  }

  private isStandard(description: string): boolean {
    return Object.values(this.t().axisStatus).some((word) => word.toLowerCase() === description.toLowerCase());
  }
}
