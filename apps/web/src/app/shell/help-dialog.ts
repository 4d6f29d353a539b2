import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Interpreter } from '../language/interpreter';

@Component({
  selector: 'vt-help-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t().keys.title }}</h2>
    <mat-dialog-content>
      @for (group of groups(); track group.title) {
        <h3>{{ group.title }}</h3>
        <dl>
          @for (row of group.rows; track row.keys) { <dt>@for (key of row.keys.split(' '); track key) { <kbd>{{ key }}</kbd> }</dt><dd>{{ row.text }}</dd> }
        </dl>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end"><button mat-button mat-dialog-close>{{ t().act.close }}</button></mat-dialog-actions>
  `,
  styles: `
    h3 { margin: 12px 0 6px; color: var(--vt-text-soft); }
    h3:first-child { margin-top: 0; }
    dl { display: grid; grid-template-columns: 84px 1fr; gap: 6px 12px; align-items: center; color: var(--vt-text); }
  `,
})
export class HelpDialog {
  protected readonly t = inject(Interpreter).words;
  protected readonly groups = computed(() => {
    const k = this.t().keys;
    return [
      { title: k.everywhere, rows: [{ keys: '/', text: k.search }, { keys: '?', text: k.help }] },
      { title: k.inbox, rows: [{ keys: 'j ↓', text: k.next }, { keys: 'k ↑', text: k.previous }, { keys: 'Enter', text: k.open }, { keys: 'c', text: k.claim }] },
      { title: k.task, rows: [{ keys: 'c', text: k.claim }, { keys: 'h', text: k.complete }, { keys: 't', text: k.sendBack }] },
    ];
  });
}
