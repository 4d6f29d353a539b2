import { randomUUID } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';

const sender = 'vanthu.cucmau@mau.example';

/** The bytes of a letter with a PDF, as a mail server would pass them on. */
export async function writeLetter({ to, subject, pdf, text }) {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  const { message } = await composer.sendMail({
    messageId: `<${randomUUID()}@cucmau.example>`,
    date: new Date(),
    from: { name: 'Cục Mẫu', address: sender },
    to,
    subject,
    text,
    attachments: [{ filename: 'cong-van.pdf', content: pdf, contentType: 'application/pdf' }],
  });
  return message;
}

/** Hands a letter to the agency's mail server by SMTP. */
export async function sendLetter({ smtp }, to, raw) {
  const transport = nodemailer.createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from: sender, to }, raw });
  } finally {
    transport.close();
  }
}

/** The mail with this subject in a mailbox, read by IMAP: its source, its text and how many there are; null while there is none. */
export async function findMail({ imap, mailPassword }, mailbox, subject) {
  const client = new ImapFlow({ host: imap.host, port: imap.port, secure: false, auth: { user: mailbox, pass: mailPassword }, logger: false });
  await client.connect();
  try {
    const lock = await client.getMailboxLock('INBOX');
    try {
      const found = [];
      for await (const message of client.fetch('1:*', { source: true, envelope: true })) if (message.envelope?.subject?.includes(subject)) found.push(message.source);
      if (found.length === 0) return null;
      const parsed = await PostalMime.parse(found[0]);
      return { source: found[0], text: parsed.text ?? '', count: found.length };
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
}
