const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const unread: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title']);
const lineEnds: ReadonlySet<string> = new Set(['br', 'hr', '/p', '/div', '/tr', '/li', '/table', '/h1', '/h2', '/h3', '/h4', '/h5', '/h6']);

/**
 * The readable text of an HTML letter: line breaks where blocks end, no markup. For reading, not for display as HTML.
 * One pass from left to right, so that hostile markup costs no more than its length.
 */
export function htmlText(html: string): string {
  // of ASCII letters alone: others may change the length, and places have to stay the same
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const parts: string[] = [];
  for (let at = 0; at < html.length; ) {
    const start = html.indexOf('<', at);
    const end = start === -1 ? -1 : endOfMarkup(lower, start);
    parts.push(spaced(html.slice(at, end === -1 ? html.length : start)));
    if (end === -1) break;
    const name = /^<(\/?[a-z0-9]+)/.exec(lower.slice(start, start + 20))?.[1] ?? '';
    if (lineEnds.has(name)) parts.push('\n');
    else if (name === '/td' || name === '/th') parts.push('\t');
    at = unread.has(name) ? closingOf(lower, name, end) : end;
  }
  const text = parts.join('').replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, decoded);
  return text.split('\n').map((line) => line.trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** Where a comment or tag ends; -1 when it does not, and the rest is text. */
function endOfMarkup(lower: string, start: number): number {
  const isComment = lower.startsWith('<!--', start);
  const end = lower.indexOf(isComment ? '-->' : '>', start);
  if (end === -1) return isComment ? lower.length : -1;
  return end + (isComment ? 3 : 1);
}

function closingOf(lower: string, name: string, from: number): number {
  const at = lower.indexOf(`</${name}`, from);
  return at === -1 ? lower.length : at;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function decoded(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  if (code === 0xa0) return ' ';
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
}
