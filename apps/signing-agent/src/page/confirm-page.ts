import { agentErrorText } from '../signings/agent-error.js';
import type { Language } from '../signings/agent-error.js';
import type { SigningSession } from '../signings/signing-session.js';
import { confirmTexts } from './confirm-texts.js';
import { html } from './html.js';
import type { Html } from './html.js';

/** The agent's own page: the only place where a PIN is typed. Works without scripts. */
export function confirmPage(session: SigningSession, language: Language): string {
  const texts = confirmTexts[language];
  const other = language === 'vi' ? 'en' : 'vi';
  const body = session.state === 'waiting' ? waiting(session, language) : ended(session, language);
  return `<!doctype html>\n${html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<link rel="stylesheet" href="/confirm.css">
</head>
<body>
<main>
<header><h1>${texts.title}</h1><a href="?lang=${other}" hreflang="${other}">${texts.otherLanguage}</a></header>
${body}
</main>
</body>
</html>`.markup}\n`;
}

function waiting(session: SigningSession, language: Language): Html {
  const texts = confirmTexts[language];
  return html`${facts(decisive(session, language))}
${warning(session, language)}
<form method="post" action="/signings/${session.id}/confirm?lang=${language}" autocomplete="off">
<input type="hidden" name="token" value="${session.formToken}">
<label for="pin">${texts.pin}</label>
<input id="pin" name="pin" type="password" required maxlength="64" autocomplete="off" aria-describedby="pin-note">
<p id="pin-note" class="note">${texts.pinNote}</p>
<div class="buttons">
<button name="act" value="sign" class="primary">${texts.sign}</button>
<button name="act" value="cancel" formnovalidate>${texts.cancel}</button>
</div>
</form>
${facts(exact(session, language))}`;
}

function warning(session: SigningSession, language: Language): Html {
  if (session.error === null) return html``;
  const { triesLeft } = session;
  const tries = triesLeft === null ? '' : ` ${confirmTexts[language].triesLeft(triesLeft)}`;
  return html`<p class="error" role="alert">${agentErrorText(session.error, language)}${tries}</p>`;
}

function ended(session: SigningSession, language: Language): Html {
  const texts = confirmTexts[language];
  if (session.state === 'signed') return html`<p class="done" role="status">${texts.signed}</p>${facts([...decisive(session, language), ...exact(session, language)])}`;
  if (session.state === 'cancelled') return html`<p role="status">${texts.cancelled}</p>`;
  return html`<p class="error" role="alert">${agentErrorText(session.error ?? 'INTERNAL', language)}</p>`;
}

type Fact = readonly [name: string, value: string, look: string];

/** What the signer decides by: it stands before the PIN, so that the button is in view even in a small frame. */
function decisive({ summary, certificate }: SigningSession, language: Language): readonly Fact[] {
  const texts = confirmTexts[language];
  return [
    [texts.document, summary.title, 'strong'],
    [texts.subject, summary.subject, ''],
    [texts.file, summary.fileName, ''],
    [texts.certificate, certificate.subject, 'strong'],
  ];
}

/** What can be compared in full. */
function exact({ summary, certificate }: SigningSession, language: Language): readonly Fact[] {
  const texts = confirmTexts[language];
  return [
    [texts.fileHash, grouped(summary.fileSha256), 'hash'],
    [texts.issuer, certificate.issuer, ''],
    [texts.serialNumber, grouped(certificate.serialNumber.toLowerCase()), 'hash'],
    [texts.validity, `${dateFormat.format(certificate.notBefore)} – ${dateFormat.format(certificate.notAfter)}`, ''],
  ];
}

function facts(rows: readonly Fact[]): Html {
  return html`<dl>${rows.map(([name, value, look]) => html`<div><dt>${name}</dt><dd class="${look}">${value}</dd></div>`)}</dl>`;
}

const dateFormat = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });

/** In fours, so that people can compare them. */
function grouped(hexadecimal: string): string {
  return hexadecimal.match(/.{1,4}/g)?.join(' ') ?? '';
}
