export interface MailServers {
  readonly imap: { readonly host: string; readonly port: number };
  readonly mailPassword: string;
}

export function writeLetter(letter: { readonly to: string; readonly subject: string; readonly pdf: Uint8Array; readonly text: string }): Promise<Buffer>;

export function sendLetter(servers: { readonly smtp: { readonly host: string; readonly port: number } }, to: string, raw: Buffer): Promise<void>;

export function findMail(servers: MailServers, mailbox: string, subject: string): Promise<{ readonly source: Buffer; readonly text: string; readonly count: number } | null>;
