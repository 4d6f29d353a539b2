import { Component, type ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { Problem } from '@vanthu/model';
import { problemOf } from '../api/api-problem';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from './session-store';

@Component({
  selector: 'vt-login-form',
  imports: [FormsModule, MatButton, MatIconButton, Icon, ProblemBanner],
  templateUrl: './login-form.html',
  styleUrl: './login-form.css',
})
export class LoginForm {
  readonly done = output();

  private readonly session = inject(SessionStore);
  private readonly interpreter = inject(Interpreter);
  private readonly nameField = viewChild.required<ElementRef<HTMLInputElement>>('name');
  private readonly passwordField = viewChild.required<ElementRef<HTMLInputElement>>('secret');

  protected readonly t = this.interpreter.words;
  protected readonly username = signal(this.session.person()?.username ?? '');
  protected readonly password = signal('');
  protected readonly isShown = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly isTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async signIn(): Promise<void> {
    this.isTried.set(true);
    this.problem.set(null);
    if (this.username().trim() === '') return this.nameField().nativeElement.focus();
    if (this.password() === '') return this.passwordField().nativeElement.focus();
    this.isBusy.set(true);
    try {
      await this.session.signIn({ username: this.username().trim(), password: this.password() });
      this.done.emit();
    } catch (error) {
      this.problem.set(problemOf(error, this.t()));
      this.passwordField().nativeElement.select();
    } finally {
      this.isBusy.set(false);
    }
  }
}
