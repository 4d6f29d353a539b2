import { Component, computed, inject, input, ViewEncapsulation } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RegisterEntry } from '@vanthu/model';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';

/** The ten columns of the statutory register, on screen and, in Times on A4 landscape, on paper. */
@Component({
  selector: 'vt-register-table',
  imports: [RouterLink],
  template: `
    <div class="table-frame register-frame">
      <table class="table register">
        <caption class="visually-hidden">{{ label() }}</caption>
        <thead>
          <tr>@for (column of columns(); track $index) { <th scope="col">{{ column }}</th> }</tr>
          <tr class="ordinals" aria-hidden="true">@for (column of columns(); track $index) { <th>({{ $index + 1 }})</th> }</tr>
        </thead>
        <tbody>
          @for (entry of entries(); track entry.number) {
            <tr>
              @if (direction() === 'inbound') {
                <td class="date">{{ formatDate(entry.date) }}</td><td class="number">{{ entry.number }}</td><td class="party">{{ entry.party }}</td><td class="notation">{{ entry.notation }}</td><td class="date">{{ formatDate(entry.documentDate) }}</td>
                <td class="subject"><a [routerLink]="['/documents', entry.documentId]">{{ entry.typeAndSubject }}</a></td><td class="taker">{{ entry.recipients }}</td>
              } @else {
                <td class="notation">{{ entry.notation }}</td><td class="date">{{ formatDate(entry.documentDate ?? entry.date) }}</td><td class="subject"><a [routerLink]="['/documents', entry.documentId]">{{ entry.typeAndSubject }}</a></td>
                <td class="party">{{ entry.party }}</td><td class="taker">{{ entry.recipients }}</td><td>{{ entry.keeper }}</td><td class="number">{{ entry.copies }}</td>
              }
              <td class="date">{{ formatDate(entry.forwardedOn) }}</td><td class="receipt"></td><td>{{ entry.note }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './register-table.css',
  encapsulation: ViewEncapsulation.None,
})
export class RegisterTable {
  readonly entries = input.required<readonly RegisterEntry[]>();
  readonly direction = input.required<'inbound' | 'outbound'>();
  readonly label = input.required<string>();

  private readonly words = inject(Interpreter).words;
  protected readonly columns = computed(() => (this.direction() === 'inbound' ? this.words().registers.inboundColumns : this.words().registers.outboundColumns));
  protected readonly formatDate = formatDate;
}
