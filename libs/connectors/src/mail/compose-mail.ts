import MailComposer from 'nodemailer/lib/mail-composer';

export interface OutgoingMail {
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo: string | null;
  readonly date: Date;
  readonly attachments: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** The message as bytes (RFC 5322). Plain text as given, in UTF-8 and quoted-printable; the same facts give the same bytes. */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: mail.messageId,
    date: mail.date,
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    subject: mail.subject,
    ...(mail.inReplyTo !== null && { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
    text: { content: mail.text, contentTransferEncoding: 'quoted-printable' },
    attachments: mail.attachments.map(({ name, content }) => ({ filename: name, content: Buffer.from(content) })),
    baseBoundary: mail.messageId.replace(/[^0-9a-z]/gi, '').slice(0, 48),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
