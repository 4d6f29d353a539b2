import { createHash } from 'node:crypto';
import { until } from './client.mjs';
import { findMail, sendLetter, writeLetter } from './letters.mjs';
import { completeTask, findTask, signTask } from './office.mjs';

/** The nine stations of the main path, in order. Each gets the demo's context and may add to it. */
export const stations = [
  ['1. Thư và PDF tới hộp thư cơ quan, văn bản đến từ trục', receiveLetters],
  ['2. Văn thư tiếp nhận, vào sổ, cấp số đến', registerDocuments],
  ['3. Lãnh đạo cho ý kiến chỉ đạo', giveDirective],
  ['4. Trưởng phòng giao chuyên viên, soạn văn bản trả lời', draftReply],
  ['5. Kiểm tra, trả lại, trình lại, lãnh đạo ký', approveAndSign],
  ['6. Cấp số đi, ký số cơ quan', numberAndSeal],
  ['7. Phát hành qua trục, thư điện tử và giấy', checkDeliveries],
  ['8. Trạng thái 01, 03, 06 từ bên nhận', checkStatuses],
  ['9. Lưu hồ sơ, tìm lại có dấu và không dấu', archiveAndSearch],
  ['10. Văn bản mật bị từ chối', refuseSecrets],
];

async function receiveLetters(demo) {
  const { clerk, subject } = demo;
  const letter = await writeLetter({ to: demo.mailbox, subject: `V/v ${subject}`, pdf: demo.letter, text: demo.letterText });
  await sendLetter(demo, demo.mailbox, letter);
  await sendFromAxis(demo);
  demo.inbound = await until('the letter in the inbox of the clerk', () => findBySubject(clerk, subject, 'mail'), 90);
  demo.axisInbound = await until('the axis document in the inbox of the clerk', () => findBySubject(clerk, demo.axisSubject, 'axis'), 90);
  // the same letter once more: it must not become a second document
  await sendLetter(demo, demo.mailbox, letter);
  return `${demo.inbound.files.length} tệp, đề xuất số ${demo.inbound.notation || '—'}`;
}

async function sendFromAxis({ axisUrl, agencyId, axisSubject, letter, today }) {
  const response = await fetch(`${axisUrl}/sandbox/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'Z01.07', to: agencyId, subject: axisSubject, codeNumber: String(Date.now() % 100_000), codeNotation: 'SKHCN-VP', date: today, typeName: 'Công văn', attachments: [{ name: 'cong-van.pdf', contentBase64: letter.toString('base64') }] }),
  });
  if (!response.ok) throw new Error(`axis sandbox: ${response.status} ${await response.text()}`);
}

async function findBySubject(person, subject, channel) {
  const { items } = await person.get(`/api/documents?direction=inbound&q=${encodeURIComponent(subject)}&limit=50`);
  for (const item of items) {
    const document = await person.get(`/api/documents/${item.id}`);
    if (document.channel === channel) return document;
  }
  return null;
}

async function registerDocuments(demo) {
  const { clerk } = demo;
  const numbers = [];
  for (const each of [demo.inbound, demo.axisInbound]) {
    const notation = each.notation || `${Date.now() % 100_000}/${each.channel}-VP`;
    const registration = { sender: each.sender?.name || 'Cục Mẫu', notation, documentDate: each.documentDate ?? demo.today, type: each.type, subject: each.subject, urgency: '1', secrecy: '0' };
    await completeTask(clerk, 'receive', each.id, 'register', { registration });
    const registered = await until('the arrival number', async () => {
      const document = await clerk.get(`/api/documents/${each.id}`);
      return document.arrivalNumber && document;
    });
    numbers.push(registered.arrivalNumber);
    const duplicates = await clerk.get(`/api/documents/duplicates?${new URLSearchParams({ sender: registration.sender, notation, date: registration.documentDate })}`);
    if (!duplicates.some((one) => one.id === each.id)) throw new Error('the duplicate check does not show the registered document');
  }
  return `số đến ${numbers.join(', ')}`;
}

async function giveDirective(demo) {
  const directive = { text: 'Giao Phòng GDTrH chủ trì trả lời.', leadUnitId: demo.leadUnitId, coordinatingUnitIds: [`${demo.agencyId}-VP`], informedUnitIds: [`${demo.agencyId}-KHTC`], workingDays: 5 };
  await completeTask(demo.leader, 'direct', demo.inbound.id, 'direct', { directive });
  const directed = await until('the directive', async () => {
    const document = await demo.leader.get(`/api/documents/${demo.inbound.id}`);
    return document.directive && document;
  });
  return `hạn xử lý ${directed.dueDate}`;
}

async function draftReply(demo) {
  const { head, specialist, inbound } = demo;
  await completeTask(head, 'assign', inbound.id, 'assign', { specialist: specialist.username, instruction: 'Soạn văn bản trả lời.' });
  await completeTask(specialist, 'resolve', inbound.id, 'reply', { result: 'Trả lời bằng công văn.' });
  demo.reply = await until('the linked reply', async () => {
    const document = await specialist.get(`/api/documents/${inbound.id}`);
    const link = document.links.find((each) => each.relation === 'repliedBy');
    return link && specialist.get(`/api/documents/${link.documentId}`);
  });
  await until('the drafting task', () => findTask(specialist, 'draft', demo.reply.id));
  await specialist.put(`/api/documents/${demo.reply.id}/draft`, draftOf(demo, 'Bản thứ nhất.'));
  await completeTask(specialist, 'draft', demo.reply.id, 'submit');
  return `dự thảo ${demo.reply.id}, trả lời cho ${inbound.id}`;
}

function draftOf(demo, remark) {
  return {
    type: 'CV',
    subject: demo.replySubject,
    body: `${demo.replyBody}\n\n${remark}`,
    urgency: 0,
    secrecy: 0,
    recipients: [
      { unitId: 'Z01.05.12', name: 'Trường THPT Mẫu 1', email: null, purpose: 'execute' },
      { unitId: 'Z01.05.13', name: 'Trường THPT Mẫu 2', email: null, purpose: 'execute' },
      { unitId: 'Z01.41', name: 'Ủy ban nhân dân phường Mẫu B', email: null, purpose: 'inform' },
    ],
  };
}

async function approveAndSign(demo) {
  const { head, specialist, formatChecker, leader, reply } = demo;
  await completeTask(head, 'checkContent', reply.id, 'sendBack', { reason: 'Bổ sung thời hạn thực hiện.' });
  await until('the draft sent back', () => findTask(specialist, 'draft', reply.id));
  await specialist.put(`/api/documents/${reply.id}/draft`, draftOf(demo, 'Thời hạn thực hiện: 10 ngày làm việc.'));
  demo.approvedText = draftOf(demo, 'Thời hạn thực hiện: 10 ngày làm việc.').body;
  await completeTask(specialist, 'draft', reply.id, 'submit');
  await completeTask(head, 'checkContent', reply.id, 'approve');
  await completeTask(formatChecker, 'checkFormat', reply.id, 'approve');
  const { person } = await leader.session();
  await signTask(leader, demo.agentUrl, demo.url, { elementId: 'sign', documentId: reply.id, pin: demo.pin, certificateOf: person.displayName });
  const signed = await until('the signature', async () => {
    const document = await leader.get(`/api/documents/${reply.id}`);
    return document.approval && document;
  });
  return `${signed.approval.title} ${signed.approval.by} ký`;
}

async function numberAndSeal(demo) {
  const { clerk, reply } = demo;
  await completeTask(clerk, 'number', reply.id, 'number', { numbering: { date: demo.today, copies: 1 } });
  await until('the agency signature task', () => findTask(clerk, 'seal', reply.id));
  const { agency } = await clerk.session();
  await signTask(clerk, demo.agentUrl, demo.url, { elementId: 'seal', documentId: reply.id, pin: demo.pin, certificateOf: agency.name });
  demo.issued = await until('the issue', async () => {
    const document = await clerk.get(`/api/documents/${reply.id}`);
    return document.status === 'issued' && document;
  });
  return demo.issued.notation;
}

async function checkDeliveries(demo) {
  const { clerk, reply } = demo;
  await completeTask(clerk, 'sendPaper', reply.id, 'sent', { dispatch: 'EMS-0001-VN' });
  demo.issued = await until('all recipients served', async () => {
    const document = await clerk.get(`/api/documents/${reply.id}`);
    return document.recipients.every((line) => line.delivery === 'sent' || line.delivery === 'done') && document;
  });
  demo.mail = await until('the mail at the recipient', () => findMail(demo, 'vanthu.thptmau2@mau.example', demo.issued.subject), 60);
  if (demo.mail.count !== 1) throw new Error(`the recipient has ${demo.mail.count} copies of the mail`);
  const approver = `Người duyệt nội dung: ${demo.issued.approval.by}, ${demo.issued.approval.title}`;
  const expected = `${demo.approvedText}\n\n${approver}`;
  if (normalised(demo.mail.text) !== normalised(expected)) throw new Error(`the mail differs from the approved text:\n${demo.mail.text}\n---\n${expected}`);
  return demo.issued.recipients.map((line) => `${line.name}: ${line.channels.join('+')}`).join('; ');
}

const normalised = (text) => text.replace(/\r\n/g, '\n').trim().normalize('NFC');

async function checkStatuses(demo) {
  const line = await until('the statuses 01, 03, 06', async () => {
    const document = await demo.clerk.get(`/api/documents/${demo.reply.id}`);
    const axisLine = document.recipients.find((each) => each.channels.includes('axis'));
    return ['01', '03', '06'].every((code) => axisLine.statuses.some((status) => status.code === code)) && axisLine;
  }, 90);
  await until('our own statuses at the sender', async () => {
    const sent = await (await fetch(`${demo.axisUrl}/sandbox/messages`)).json();
    const codes = (sent.messages ?? sent).filter((each) => each.messageType === 'status' && each.from === demo.agencyId).map((each) => each.statusCode);
    return ['01', '03'].every((code) => codes.includes(code));
  });
  return line.statuses.map((status) => status.code).join(' → ');
}

async function archiveAndSearch(demo) {
  const { clerk, leader, axisInbound, reply, inbound } = demo;
  await completeTask(leader, 'direct', axisInbound.id, 'keep', { directive: { text: 'Lưu.', leadUnitId: demo.leadUnitId } });
  for (const id of [inbound.id, axisInbound.id, reply.id]) {
    await until('the case archived', async () => (await clerk.get(`/api/documents/${id}`)).isArchived, 90);
  }
  for (const words of [demo.replySubject, foldMarks(demo.replySubject)]) {
    const { items } = await clerk.get(`/api/documents?q=${encodeURIComponent(words)}&archived=true&limit=100`);
    if (!items.some((each) => each.id === reply.id)) throw new Error(`search does not find the case with: ${words}`);
  }
  const trail = await clerk.get(`/api/documents/${reply.id}/trail`);
  return `${trail.length} bước trong diễn biến`;
}

const foldMarks = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

async function refuseSecrets(demo) {
  const { specialist, clerk } = demo;
  const subject = `Kế hoạch bảo vệ ${createHash('sha256').update(demo.subject).digest('hex').slice(0, 6)}`;
  const refusals = async () => (await clerk.get('/api/intake/refusals?limit=100')).items.length;
  const before = await refusals();
  await sendLetter(demo, demo.mailbox, await writeLetter({ to: demo.mailbox, subject, pdf: demo.secretLetter, text: 'MẬT\n\nKính gửi quý cơ quan.' }));
  const refused = await specialist.post('/api/documents', { type: 'CV', subject, body: 'x', secrecy: 1, recipients: [{ unitId: 'Z01.05.12', name: 'Trường THPT Mẫu 1', email: null, purpose: 'execute' }] }).catch((error) => error);
  if (refused?.problem?.code !== 'SECRET_REFUSED') throw new Error('a secret draft was not refused');
  await until('the secret letter refused', async () => (await refusals()) > before);
  const { items } = await clerk.get(`/api/documents?q=${encodeURIComponent(subject)}`);
  if (items.length > 0) throw new Error('a secret document was kept');
  return 'tại hộp thư và khi soạn thảo';
}
