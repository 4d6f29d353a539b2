import { Component, computed, inject, input } from '@angular/core';
import type { VerificationReport } from '@vanthu/model';
import { Icon, type IconName } from '../elements/icon';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';

const looks: Readonly<Record<VerificationReport['overall'], { readonly icon: IconName; readonly tone: string }>> = {
  valid: { icon: 'good', tone: 'good' },
  invalid: { icon: 'alert', tone: 'bad' },
  unverifiable: { icon: 'warning', tone: 'warning' },
  unsigned: { icon: 'info', tone: 'plain' },
};

/** What the check of the digital signatures found, in words. */
@Component({
  selector: 'vt-verification-panel',
  imports: [Icon],
  template: `
    <p [class]="'verdict ' + look().tone"><vt-icon [name]="look().icon" />{{ t().document.overall[report().overall] }}</p>
    <ul>
      @for (signature of report().signatures; track $index) {
        <li>
          <p><strong>{{ signature.signer }}</strong>&ngsp;<span [class]="'badge ' + toneOf(signature.result)">{{ t().document.result[signature.result] }}</span></p>
          <p class="soft small">{{ t().document.kind[signature.kind] }} · {{ t().document.issuedBy(signature.issuer) }} · {{ t().document.serial(signature.serialNumber) }}</p>
          <p class="soft small">@if (signature.signedAt) { {{ t().document.signedAt(formatDateTime(signature.signedAt)) }} · }{{ signature.coversWholeFile ? t().document.covers : t().document.coversPart }}</p>
          @if (signature.reason) { <p class="small">{{ signature.reason }}</p> }
        </li>
      }
    </ul>
    @if (report().message; as message) {
      <div class="message">
        <p>{{ t().document.message }}&ngsp;<span [class]="'badge ' + toneOf(message.result)">{{ t().document.messageResult[message.result] }}</span></p>
        @if (message.signer; as signer) {
          <p><strong>{{ signer.signer }}</strong></p>
          <p class="soft small">{{ t().document.kind[signer.kind] }} · {{ t().document.issuedBy(signer.issuer) }} · {{ t().document.serial(signer.serialNumber) }}</p>
        }
        @if (message.reason) { <p class="small">{{ message.reason }}</p> }
      </div>
    }
    @for (note of report().notes; track $index) { <p class="small">{{ note }}</p> }
    <p class="soft small">{{ t().document.checkedAt(formatDateTime(report().checkedAt)) }}</p>
  `,
  styles: `
    :host { display: flex; flex-direction: column; gap: 8px; }
    .verdict { display: flex; align-items: center; gap: 8px; font-weight: 550; }
    .good { color: var(--vt-good); }
    .bad { color: var(--vt-danger); }
    .warning { color: var(--vt-warning); }
    ul { display: flex; flex-direction: column; gap: 10px; }
    li, .message { padding-left: 12px; border-left: 2px solid var(--vt-line); }
  `,
})
export class VerificationPanel {
  readonly report = input.required<VerificationReport>();
  protected readonly t = inject(Interpreter).words;
  protected readonly look = computed(() => looks[this.report().overall]);
  protected readonly formatDateTime = formatDateTime;

  protected toneOf(result: VerificationReport['overall']): string {
    return looks[result].tone;
  }
}
