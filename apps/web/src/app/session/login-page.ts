import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { Interpreter } from '../language/interpreter';
import { LanguageSwitch } from '../language/language-switch';
import { LoginForm } from './login-form';

@Component({
  selector: 'vt-login-page',
  imports: [LoginForm, LanguageSwitch],
  templateUrl: './login-page.html',
  styleUrl: './login-page.css',
})
export class LoginPage {
  /** Where the person was going. */
  readonly back = input<string>();

  private readonly router = inject(Router);
  protected readonly t = inject(Interpreter).words;

  protected async goOn(): Promise<void> {
    const back = this.back();
    await this.router.navigateByUrl(back?.startsWith('/') && !back.startsWith('//') ? back : '/tasks');
  }
}
