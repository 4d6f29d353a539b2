import { Component, computed, inject, input } from '@angular/core';
import type { DocumentDetail } from '@vanthu/model';
import { formatDate, formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';

type Fact = { readonly label: string; readonly value: string };

/** The metadata of a document: only what is there. */
@Component({
  selector: 'vt-document-facts',
  template: '<dl class="facts">@for (fact of facts(); track fact.label) { <dt>{{ fact.label }}</dt><dd>{{ fact.value }}</dd> }</dl>',
})
export class DocumentFacts {
  readonly document = input.required<DocumentDetail>();

  private readonly words = inject(Interpreter).words;
  protected readonly facts = computed<readonly Fact[]>(() => {
    const doc = this.document();
    const t = this.words().document;
    const rows: readonly (readonly [string, string | number | null | undefined])[] = [
      [t.type, this.words().documentType[doc.type]],
      [t.notation, doc.notation],
      [t.date, formatDate(doc.documentDate)],
      [t.sender, doc.sender?.name],
      [t.organId, doc.sender?.organId],
      [t.email, doc.sender?.email],
      [t.channel, doc.channel === null ? '' : this.words().channel[doc.channel]],
      [t.arrival, doc.arrivalNumber],
      [t.arrivalDate, formatDate(doc.arrivalDate)],
      [t.issue, doc.issueNumber],
      [t.issueDate, formatDate(doc.issueDate)],
      [t.register, doc.registerName],
      [t.signer, doc.signer === null ? '' : [doc.signer.name, doc.signer.title].filter(Boolean).join(', ')],
      [t.approval, doc.approval === null ? '' : t.approvedBy(doc.approval.by, doc.approval.title, formatDateTime(doc.approval.at))],
      [t.agency, doc.agencyName],
      [t.urgency, this.words().urgency[doc.urgency]],
      [t.due, formatDate(doc.dueDate)],
      [t.created, formatDateTime(doc.createdAt)],
    ];
    return rows.filter((row): row is readonly [string, string | number] => row[1] !== null && row[1] !== undefined && row[1] !== '').map(([label, value]) => ({ label, value: String(value) }));
  });
}
