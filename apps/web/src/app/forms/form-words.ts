import type { Dictionary } from '../language/vi';

type Rule = { readonly pattern: RegExp; readonly say: (words: Dictionary['form'], value: string) => string };

const rules: readonly Rule[] = [
  { pattern: /^Field is required\.$/, say: (t) => t.required },
  { pattern: /^Field must have minimum value of (.+)\.$/, say: (t, value) => t.min(value) },
  { pattern: /^Field must have maximum value of (.+)\.$/, say: (t, value) => t.max(value) },
  { pattern: /^Field must have minimum length of (.+)\.$/, say: (t, value) => t.minLength(value) },
  { pattern: /^Field must have maximum length of (.+)\.$/, say: (t, value) => t.maxLength(value) },
  { pattern: /^Field must be a valid email\.$/, say: (t) => t.email },
  { pattern: /^Field must be a valid {1,2}international phone number\..*$/, say: (t) => t.phone },
  { pattern: /^Field must match pattern .*$/, say: (t) => t.pattern },
  { pattern: /^Search$/, say: (t) => t.search },
  { pattern: /^Select$/, say: (t) => t.select },
  { pattern: /^No results$/, say: (t) => t.noResults },
  { pattern: /^All values selected$/, say: (t) => t.allSelected },
  { pattern: /^Add new$/, say: (t) => t.addNew },
];

/** A text form-js puts on the screen itself, in the language of the screen; anything else stays as it is. */
export function translateFormText(text: string, words: Dictionary): string {
  for (const { pattern, say } of rules) {
    const match = pattern.exec(text);
    if (match) return say(words.form, match[1] ?? '');
  }
  return text;
}
