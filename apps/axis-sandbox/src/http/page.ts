export const pageHtml = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trục liên thông thử nghiệm</title>
<link rel="stylesheet" href="/page.css">
<link rel="icon" href="data:,">
<script src="/page.js" defer></script>
</head>
<body>
<header><h1>Trục liên thông thử nghiệm</h1><p>Thay cho trục liên thông văn bản quốc gia khi chạy thử. Không gửi gì ra ngoài.</p></header>
<main>
<section aria-labelledby="send-title">
<h2 id="send-title">Gửi văn bản</h2>
<form id="send">
<label>Đơn vị gửi <select name="from" required></select></label>
<label>Đơn vị nhận <select name="to" required></select></label>
<label>Tên loại <input name="typeName" value="Công văn" required maxlength="100"></label>
<label>Số <input name="codeNumber" required maxlength="11"></label>
<label>Ký hiệu <input name="codeNotation" required maxlength="30"></label>
<label>Ngày ban hành <input name="date" type="date" required></label>
<label>Hạn trả lời <input name="dueDate" type="date"></label>
<label class="wide">Trích yếu <input name="subject" required maxlength="500"></label>
<label class="wide">Tệp đính kèm <input name="files" type="file" multiple></label>
<button>Gửi</button>
<p id="result" role="status"></p>
</form>
</section>
<section aria-labelledby="messages-title">
<h2 id="messages-title">Thông điệp</h2>
<div class="scroll"><table><thead><tr><th>Lúc</th><th>Loại</th><th>Từ</th><th>Đến</th><th>Số, ký hiệu</th><th>Nội dung</th><th>Mở</th></tr></thead><tbody id="messages"></tbody></table></div>
<p id="empty" hidden>Chưa có thông điệp nào.</p>
</section>
<section aria-labelledby="detail-title" id="detail" hidden>
<h2 id="detail-title" tabindex="-1">Chi tiết thông điệp</h2>
<div id="timeline"></div>
<h3>XML</h3>
<pre id="xml" tabindex="0"></pre>
</section>
<section aria-labelledby="agencies-title">
<h2 id="agencies-title">Đơn vị</h2>
<div class="scroll"><table><thead><tr><th>Mã định danh</th><th>Tên</th><th>Kiểu</th></tr></thead><tbody id="agencies"></tbody></table></div>
</section>
</main>
</body>
</html>
`;

export const pageStyle = `
:root { color-scheme: light; font: 16px/1.5 system-ui, "Noto Sans", sans-serif; color: #1b2430; background: #f5f6f8; }
body { margin: 0; }
header { background: #7a1f1f; color: #fff; padding: 16px 24px; }
header h1 { margin: 0; font-size: 1.4rem; }
header p { margin: 4px 0 0; }
main { max-width: 1200px; margin: 0 auto; padding: 16px 24px 48px; display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
section { background: #fff; border: 1px solid #d5dae1; border-radius: 6px; padding: 12px 16px 16px; }
h2 { font-size: 1.1rem; margin: 0 0 8px; }
h3 { font-size: 1rem; margin: 12px 0 4px; }
form { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); align-items: end; }
label { display: grid; gap: 4px; font-weight: 600; }
.wide, #result { grid-column: 1 / -1; }
input, select, button { font: inherit; min-height: 44px; padding: 6px 10px; border: 1px solid #6b7684; border-radius: 4px; background: #fff; box-sizing: border-box; }
button { background: #7a1f1f; color: #fff; border-color: #7a1f1f; cursor: pointer; }
td button { background: #fff; color: #7a1f1f; }
:focus-visible { outline: 3px solid #1559b7; outline-offset: 1px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 8px; border-bottom: 1px solid #e3e7ec; vertical-align: top; }
pre { overflow: auto; max-height: 480px; background: #f5f6f8; border: 1px solid #d5dae1; padding: 12px; margin: 0; }
input, select { font-weight: 400; }
#result { margin: 0; min-height: 1.5em; }
`;

export const pageScript = `
const $ = (id) => document.getElementById(id);
const time = (iso) => new Date(iso).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
const kinds = { edoc: 'Văn bản', status: 'Trạng thái' };
const agencyModes = { hosted: 'Có hệ thống', automatic: 'Tự động trả lời' };
let shown = '';
function element(name, text, ...children) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}
async function get(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}
async function loadAgencies() {
  const agencies = await get('/sandbox/agencies');
  $('agencies').replaceChildren(...agencies.map((agency) => element('tr', undefined,
    element('td', agency.code), element('td', agency.name), element('td', agencyModes[agency.mode] + (agency.isLocked ? ', đã khóa' : '')))));
  const options = (mode) => agencies.filter((agency) => agency.mode === mode).map((agency) => new Option(agency.name + ' (' + agency.code + ')', agency.code));
  const form = $('send').elements;
  form.from.replaceChildren(...options('automatic'));
  form.to.replaceChildren(...options('hosted'));
}
async function loadMessages() {
  const messages = await get('/sandbox/messages');
  const mark = JSON.stringify(messages);
  if (mark === shown) return;
  shown = mark;
  $('empty').hidden = messages.length > 0;
  $('messages').replaceChildren(...messages.map((message) => {
    const open = element('button', 'Xem');
    open.setAttribute('aria-label', 'Xem thông điệp ' + message.notation + ' lúc ' + time(message.at));
    open.addEventListener('click', () => show(message.docId));
    return element('tr', undefined, element('td', time(message.at)), element('td', kinds[message.messageType]), element('td', message.from),
      element('td', message.deliveries.map((delivery) => delivery.to).join(', ')), element('td', message.notation), element('td', message.title),
      element('td', undefined, open));
  }));
}
async function show(docId) {
  const message = await get('/sandbox/messages/' + docId);
  $('timeline').replaceChildren(...message.deliveries.map((delivery) => element('div', undefined, element('h3', 'Đến ' + delivery.to),
    element('ol', undefined, ...delivery.timeline.map((entry) => element('li', time(entry.at) + ': ' + entry.what))))));
  $('xml').textContent = message.xml.length > 200000 ? message.xml.slice(0, 200000) + '\\n…' : message.xml;
  $('detail').hidden = false;
  $('detail-title').focus();
}
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, contentBase64: String(reader.result).replace(/^[^,]*,/, '') });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
$('send').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target.elements;
  const fields = ['from', 'to', 'typeName', 'codeNumber', 'codeNotation', 'date', 'dueDate', 'subject'];
  const body = Object.fromEntries(fields.map((name) => [name, form[name].value]).filter(([, value]) => value !== ''));
  try {
    body.attachments = await Promise.all([...form.files.files].map(base64));
    const response = await fetch('/sandbox/send', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await response.json();
    $('result').textContent = response.ok ? 'Đã gửi. Mã: ' + answer.docId : answer.error;
    await loadMessages();
  } catch (error) {
    $('result').textContent = 'Chưa gửi được: ' + error.message;
  }
});
$('send').elements.date.value = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const refresh = () => loadMessages().catch(() => undefined);
loadAgencies().then(refresh);
setInterval(refresh, 2000);
`;
