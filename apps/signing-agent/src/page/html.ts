const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup in which every inserted text is escaped; markup made here before is taken as it is. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inserted = values.map((value) => {
    if (value instanceof Html) return value.markup;
    return typeof value === 'string' ? escaped(value) : value.map((each) => each.markup).join('');
  });
  return new Html(parts.reduce((markup, part, index) => markup + (inserted[index - 1] ?? '') + part));
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => replacements[char] ?? '');
}
