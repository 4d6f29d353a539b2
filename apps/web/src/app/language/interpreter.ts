import { computed, effect, Injectable, signal } from '@angular/core';
import type { Language } from '@vanthu/model';
import { en } from './en';
import { vi, type Dictionary } from './vi';

const storageKey = 'vanthu.language';
const dictionaries: Readonly<Record<Language, Dictionary>> = { vi, en };

/** Holds the language of the screen and its words; switching takes effect at once, without a reload. */
@Injectable({ providedIn: 'root' })
export class Interpreter {
  readonly language = signal<Language>(localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi');
  readonly words = computed(() => dictionaries[this.language()]);

  constructor() {
    effect(() => {
      document.documentElement.lang = this.language();
    });
  }

  choose(language: Language): void {
    localStorage.setItem(storageKey, language);
    this.language.set(language);
  }
}
