import { Component, inject, input, resource } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Interpreter } from '../language/interpreter';

type Archived = { readonly location: string; readonly files: readonly { readonly path: string }[] };

/** What the archive keeps of the document's case: its metadata, its manifest, its files. */
@Component({
  selector: 'vt-archived-case',
  imports: [Icon, ProblemBanner],
  template: `
    @if (archived.error(); as error) { <vt-problem-banner [problem]="problemOf(error, t())" /> }
    @if (archived.hasValue()) {
      <p class="soft small">{{ t().document.archivedAt }} <code>{{ archived.value().location }}</code></p>
      <ul>
        @for (file of archived.value().files; track file.path) {
          <li><vt-icon name="file" /><a class="cut" [href]="addressOf(file.path)" [attr.download]="nameOf(file.path)" [title]="file.path">{{ nameOf(file.path) }}</a></li>
        }
      </ul>
    }
  `,
  styles: `
    :host { display: flex; flex-direction: column; gap: 6px; }
    li { display: flex; align-items: center; gap: 8px; min-width: 0; --icon-size: 18px; }
    code { overflow-wrap: anywhere; }
  `,
})
export class ArchivedCase {
  readonly documentId = input.required<string>();

  private readonly api = inject(ApiClient);
  protected readonly t = inject(Interpreter).words;
  protected readonly problemOf = problemOf;
  protected readonly archived = resource({ params: () => this.documentId(), loader: ({ params }) => this.api.get<Archived>(`/documents/${params}/archive`) });

  protected addressOf(path: string): string {
    return `/api/documents/${this.documentId()}/archive/files?path=${encodeURIComponent(path)}`;
  }

  protected nameOf(path: string): string {
    return path.slice(path.lastIndexOf('/') + 1);
  }
}
