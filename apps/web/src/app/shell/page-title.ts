import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy } from '@angular/router';
import { Interpreter } from '../language/interpreter';

/** The browser tab's title: what the page is about, then the product; it follows the language. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly words = inject(Interpreter).words;
  private readonly title = inject(Title);
  private readonly subject = signal<() => string>(() => '');

  constructor() {
    super();
    effect(() => {
      const subject = this.subject()();
      this.title.setTitle(subject === '' ? this.words().app.name : `${subject} – ${this.words().app.name}`);
    });
  }

  /** Names the page; called by pages, with a function so that the title follows language and data. */
  set(subject: () => string): void {
    this.subject.set(subject);
  }

  override updateTitle(): void {
    // pages name themselves
  }
}
