import type { DocumentType, Urgency } from '@vanthu/model';

/** Where in the text a value was read: characters of `normalisedText`. */
export interface Evidence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Proposal<T> {
  readonly value: T;
  /** Null when it comes from a hint, not from the text. */
  readonly evidence: Evidence | null;
  /** 0 … 1; from 0.8 on a form may be filled in with it. */
  readonly confidence: number;
}

/** What the text of a document says about itself. Null: the text does not say. */
export interface MetadataProposals {
  /** "1792/BGD&ĐT-VP": spaces taken out, dashes made plain. */
  readonly notation: Proposal<string> | null;
  readonly number: Proposal<number> | null;
  /** yyyy-mm-dd */
  readonly documentDate: Proposal<string> | null;
  readonly type: Proposal<DocumentType>;
  readonly typeName: Proposal<string> | null;
  readonly subject: Proposal<string> | null;
  readonly signer: Proposal<{ readonly name: string; readonly title: string }> | null;
  readonly urgency: Proposal<Urgency>;
  /** Above 0 only for a stamp on a line of its own, never for a word in a sentence. */
  readonly secrecy: Proposal<0 | 1 | 2 | 3>;
  readonly sender: Proposal<string> | null;
  readonly addressees: Proposal<readonly string[]> | null;
}
