/** What the decoder put up with, each once, in Vietnamese: it is shown to the clerk beside the document. */
export class Warnings {
  private readonly texts = new Set<string>();

  add(text: string): void {
    this.texts.add(text);
  }

  list(): string[] {
    return [...this.texts];
  }
}
