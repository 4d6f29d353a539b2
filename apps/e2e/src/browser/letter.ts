import type { RunningSystem } from '../../../../tools/system.mjs';
import { composeLetter } from '../../../../tools/demo/compose-letter.mjs';
import * as post from '../../../../tools/demo/letters.mjs';

const mailbox = 'vanthu.sgddt@mau.example';

/** Sends a letter with a PDF to the agency's mailbox by SMTP; sent twice, it is two letters with the same document. */
export async function sendLetter(system: RunningSystem, { subject, notation }: { readonly subject: string; readonly notation: string }): Promise<void> {
  const pdf = await composeLetter({ subject, notation });
  const raw = await post.writeLetter({ to: mailbox, subject: `V/v ${subject}`, pdf, text: `Kính gửi Sở Giáo dục và Đào tạo,\n\nCục Mẫu gửi công văn về việc ${subject}.` });
  await post.sendLetter({ smtp: { host: '127.0.0.1', port: system.smtpPort } }, mailbox, raw);
}
