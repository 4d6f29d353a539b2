import type { ReceivedFile } from '@vanthu/model';

/** What a mail message holds for the clerk. */
export interface Letter {
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly address: string | null };
  readonly subject: string;
  readonly text: string;
  /** Message-IDs it answers. */
  readonly answers: readonly string[];
  readonly files: readonly ReceivedFile[];
  /** What was left out or could not be read, in Vietnamese, for the clerk. */
  readonly notes: readonly string[];
}
