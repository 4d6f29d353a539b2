interface Address {
  readonly host: string;
  readonly port: number;
}

export function writeLetter(letter: { readonly to: string; readonly subject: string; readonly pdf: Buffer; readonly text: string }): Promise<Buffer>;
export function sendLetter(server: { readonly smtp: Address }, to: string, raw: Buffer): Promise<void>;
export function findMail(server: { readonly imap: Address; readonly mailPassword: string }, mailbox: string, subject: string): Promise<{ readonly source: Buffer; readonly text: string; readonly count: number } | null>;
