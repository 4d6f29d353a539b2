import PostalMime from 'postal-mime';
import type { Address, Attachment, Email } from 'postal-mime';
import type { ReceivedFile } from '@vanthu/model';
import { htmlText } from './html-text.js';
import type { Letter } from './letter.js';

const deepestForward = 3;

/**
 * Reads a message (RFC 5322). Attached messages are opened: their files and text count as the letter's. Pictures that the HTML shows
 * and containers that hold no document are left out and noted. A message that cannot be parsed still gives a letter, with a note.
 */
export async function readLetter(raw: Uint8Array): Promise<Letter> {
  try {
    return await letterOf(raw, 0);
  } catch {
    const headers = await PostalMime.parse(headersOf(raw)).catch(() => null);
    return {
      ...senderAndSubject(headers),
      text: '',
      files: [],
      notes: ['Không đọc được cấu trúc của thư; chưa tách được tệp nào. Thư gốc được giữ nguyên, hãy mở bằng phần mềm thư.'],
    };
  }
}

/** The header block alone, at most 256 KB of it. */
export function headersOf(raw: Uint8Array): Uint8Array {
  const end = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf('\r\n\r\n');
  return raw.subarray(0, Math.min(end === -1 ? raw.byteLength : end + 4, 256 * 1024));
}

/** Sender and subject from the header block, for a message whose body is not read. */
export async function readHeaders(raw: Uint8Array): Promise<Pick<Letter, 'messageId' | 'from' | 'subject' | 'answers'>> {
  return senderAndSubject(await PostalMime.parse(headersOf(raw)).catch(() => null));
}

async function letterOf(raw: Uint8Array, depth: number): Promise<Letter> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 100 });
  const files: ReceivedFile[] = [];
  const notes: string[] = [];
  const texts = [email.text !== undefined && email.text.trim() !== '' ? email.text : htmlText(email.html ?? '')];
  for (const attachment of email.attachments) {
    const forwarded = attachment.mimeType === 'message/rfc822' && depth < deepestForward ? await letterOf(bytesOf(attachment), depth + 1).catch(() => null) : null;
    if (forwarded) {
      files.push(...forwarded.files);
      notes.push(...forwarded.notes);
      texts.push(`----- Thư chuyển kèm: ${forwarded.subject} (${forwarded.from.address ?? forwarded.from.name}) -----\n${forwarded.text}`);
      continue;
    }
    const leftOut = reasonToLeaveOut(attachment);
    if (leftOut === null) files.push(fileOf(attachment, files.length + 1));
    else if (leftOut !== '') notes.push(leftOut);
  }
  return { ...senderAndSubject(email), text: clean(texts.join('\n\n').replace(/\r\n?/g, '\n')).trim(), files, notes };
}

function senderAndSubject(email: Email | null): Pick<Letter, 'messageId' | 'from' | 'subject' | 'answers'> {
  const from = flat(email?.from) ?? flat(email?.sender);
  const answers = [...`${email?.inReplyTo ?? ''} ${email?.references ?? ''}`.matchAll(/<[^<>\s]+>/g)].map(([id]) => id);
  return {
    messageId: /<[^<>\s]+>/.exec(email?.messageId ?? '')?.[0] ?? null,
    from: { name: clean(from?.name ?? ''), address: from?.address && from.address.includes('@') ? from.address : null },
    subject: clean(email?.subject ?? '').replace(/\s+/g, ' ').trim(),
    answers: [...new Set(answers)],
  };
}

function flat(address: Address | undefined): { name: string; address: string } | undefined {
  return address?.group ? address.group[0] : address;
}

/** null: keep it; '': leave it out silently; else: leave it out with this note. */
function reasonToLeaveOut({ mimeType, related, filename }: Attachment): string | null {
  if (related === true && mimeType.startsWith('image/')) return '';
  if (mimeType === 'application/ms-tnef' || filename?.toLowerCase() === 'winmail.dat') {
    return 'Thư có tệp winmail.dat (định dạng riêng của Outlook), không mở được. Nếu thiếu văn bản, hãy đề nghị nơi gửi gửi lại dạng PDF.';
  }
  if (/^application\/(x-)?pkcs7-signature$|^application\/pgp-signature$/.test(mimeType)) return 'Thư có chữ ký số ở mức thư điện tử; chữ ký này chưa được kiểm tra.';
  return null;
}

function fileOf(attachment: Attachment, ordinal: number): ReceivedFile {
  const name = clean(attachment.filename ?? '').split(/[/\\]/).at(-1)?.trim() ?? '';
  return {
    name: name === '' || /^\.+$/.test(name) ? `tep-dinh-kem-${ordinal}${extensionOf(attachment.mimeType)}` : shortened(name),
    claimedType: attachment.mimeType,
    content: bytesOf(attachment),
  };
}

function bytesOf(attachment: Attachment): Uint8Array {
  const { content } = attachment;
  if (typeof content === 'string') return Buffer.from(content, attachment.encoding ?? 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function clean(text: string): string {
  return text.normalize('NFC').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
}

function extensionOf(mimeType: string): string {
  const known: Readonly<Record<string, string>> = { 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png', 'message/rfc822': '.eml', 'text/plain': '.txt' };
  return known[mimeType] ?? '';
}

function shortened(name: string): string {
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return name.length <= 255 ? name : `${name.slice(0, 255 - extension.length)}${extension}`;
}
