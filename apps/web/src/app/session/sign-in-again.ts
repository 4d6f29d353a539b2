import { Component, inject } from '@angular/core';
import { MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { Interpreter } from '../language/interpreter';
import { LoginForm } from './login-form';

/** Signing in over an open page, so that nothing entered there is lost. */
@Component({
  selector: 'vt-sign-in-again',
  imports: [LoginForm, MatDialogTitle, MatDialogContent],
  template: `
    <h2 mat-dialog-title>{{ t().session.expired }}</h2>
    <mat-dialog-content>
      <p class="soft">{{ t().session.expiredText }}</p>
      <vt-login-form (done)="dialog.close(true)" />
    </mat-dialog-content>
  `,
  styles: 'p { margin-bottom: 16px; }',
})
export class SignInAgain {
  protected readonly dialog = inject<MatDialogRef<SignInAgain, boolean>>(MatDialogRef);
  protected readonly t = inject(Interpreter).words;
}
