import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Person } from './client.mjs';
import { composeLetter } from './compose-letter.mjs';
import { stations } from './stations.mjs';

const password = 'Vanthu@2026';

/**
 * Plays all stations on a running system and leaves its results in `out`.
 * `beforeStation` is called with each station's index: tests use it to kill the server.
 */
export async function playDemo({ system, out, letterFile, report = () => {}, beforeStation = async () => {} }) {
  const demo = await contextOf(system, letterFile);
  for (const [index, [title, play]] of stations.entries()) {
    await beforeStation(index);
    const from = performance.now();
    const remark = await play(demo);
    report(`✓ ${title} — ${remark} (${((performance.now() - from) / 1000).toFixed(2)} s)`);
  }
  await saveResults(demo, out);
  return demo;
}

async function contextOf(system, letterFile) {
  const mark = Date.now().toString(36);
  const person = (username) => new Person(system.url, username, password);
  const clerk = person('vanthu.sgddt');
  const subject = `báo cáo việc dùng văn bản điện tử đợt ${mark}`;
  const letter = await composeLetter({ subject, notation: `${Date.now() % 100_000}/CM-VP` });
  return {
    url: system.url,
    axisUrl: system.axisUrl,
    agentUrl: (await clerk.session()).signingAgentUrl,
    smtp: { host: '127.0.0.1', port: system.smtpPort },
    imap: { host: '127.0.0.1', port: system.imapPort },
    mailPassword: system.mailPassword ?? 'vanthu-sandbox',
    pin: system.pin ?? '123456',
    mailbox: 'vanthu.sgddt@mau.example',
    agencyId: 'Z01.05',
    leadUnitId: 'Z01.05-GDTrH',
    clerk,
    leader: person('giamdoc.sgddt'),
    head: person('truongphong.gdtrh'),
    specialist: person('chuyenvien.gdtrh'),
    formatChecker: person('chanhvanphong.sgddt'),
    subject,
    axisSubject: `Đề nghị phối hợp chuyển đổi số đợt ${mark}`,
    replySubject: `Trả lời về việc dùng văn bản điện tử đợt ${mark}`,
    replyBody: 'Thực hiện đề nghị của quý cơ quan, Sở Giáo dục và Đào tạo báo cáo như sau: các đơn vị trực thuộc đã gửi, nhận văn bản điện tử từ ngày 01 tháng 9.',
    letterText: `Kính gửi Sở Giáo dục và Đào tạo,\n\nCục Mẫu gửi công văn về việc ${subject}.`,
    letter: letterFile ?? letter,
    secretLetter: await composeLetter({ subject: `kế hoạch ${mark}`, notation: '12/CM-VP', mark: 'MẬT' }),
    today: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date()),
  };
}

async function saveResults(demo, out) {
  const { clerk, issued } = demo;
  const document = await clerk.get(`/api/documents/${issued.id}`);
  const pdf = document.files.find((each) => each.role === 'issued');
  await writeFile(path.join(out, 'issued.pdf'), await clerk.download(`/api/documents/${issued.id}/files/${pdf.id}`));
  const axisLine = document.recipients.find((each) => each.channels.includes('axis'));
  await writeFile(path.join(out, 'issued.edxml'), await clerk.download(`/api/documents/${issued.id}/recipients/${axisLine.id}/message`));
  await writeFile(path.join(out, 'mail.eml'), demo.mail.source);
  await writeFile(path.join(out, 'sandbox-ca.pem'), await clerk.download('/api/signing/trust'));
  const archived = await clerk.get(`/api/documents/${issued.id}/archive`);
  for (const each of archived.files) {
    const target = path.join(out, 'archive', each.path);
    if (!target.startsWith(path.join(out, 'archive') + path.sep)) throw new Error(`the archive names a path outside of it: ${each.path}`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await clerk.download(`/api/documents/${issued.id}/archive/files?path=${encodeURIComponent(each.path)}`));
  }
}
