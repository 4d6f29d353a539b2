import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Direction, DocumentSummary } from '@vanthu/model';
import { WholeText } from '../elements/whole-text';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { DueMark } from '../tasks/due-mark';
import { UrgencyMark } from '../tasks/urgency-mark';
import { DocumentStatusMark } from './document-status';

/** Documents, one a line; of one direction or, in search results, of both. */
@Component({
  selector: 'vt-documents-table',
  imports: [RouterLink, WholeText, DueMark, UrgencyMark, DocumentStatusMark],
  templateUrl: './documents-table.html',
  styleUrl: './documents-table.css',
})
export class DocumentsTable {
  readonly lines = input.required<readonly DocumentSummary[]>();
  readonly direction = input<Direction | null>(null);

  protected readonly t = inject(Interpreter).words;
  protected readonly formatDate = formatDate;

  protected numberOf(line: DocumentSummary): number | null {
    return line.direction === 'inbound' ? line.arrivalNumber : line.issueNumber;
  }

  protected isWaiting(line: DocumentSummary): boolean {
    return !['completed', 'issued', 'refused', 'recalled'].includes(line.status);
  }
}
