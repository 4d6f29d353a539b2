/** A text people read, in both languages of the interface. */
export interface LocalText {
  readonly vi: string;
  readonly en: string;
}

export type Language = keyof LocalText;
export const languages: readonly Language[] = ['vi', 'en'];
