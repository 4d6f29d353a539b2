import { randomUUID } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';

/** Sends a letter with a PDF to the agency by SMTP. Answers its Message-ID. */
export async function sendLetter({ smtp }, { to, subject, pdf, text, messageId = `<${randomUUID()}@cucmau.example>` }) {
  const transport = nodemailer.createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({
      messageId,
      date: new Date(),
      from: { name: 'Cục Mẫu', address: 'vanthu.cucmau@mau.example' },
      to,
      subject,
      text,
      attachments: [{ filename: 'cong-van.pdf', content: pdf, contentType: 'application/pdf' }],
    });
    return messageId;
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
