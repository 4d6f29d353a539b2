export interface MailAddress {
  /** As written: encoded words stay encoded. */
  readonly name: string | null;
  readonly local: string | null;
  readonly domain: string | null;
}

/** Reads an address header. Groups become a name without domain, their members, and an empty entry, as IMAP writes them. */
export function parseAddresses(text: string): MailAddress[] {
  return splitOutsideQuotes(text).flatMap(({ item, separator }) => {
    const group = /^([^"<@]*):(.*)$/s.exec(item);
    const opened = group ? [{ name: null, local: unquote(group[1] ?? ''), domain: null }] : [];
    const closed = separator === ';' ? [{ name: null, local: null, domain: null }] : [];
    return [...opened, ...singleAddress(group ? (group[2] ?? '') : item), ...closed];
  });
}

function singleAddress(text: string): MailAddress[] {
  const bare = withoutComments(text).trim();
  if (bare === '') return [];
  const angled = /^(.*)<([^<>]*)>$/s.exec(bare);
  const address = (angled?.[2] ?? bare).trim();
  const name = angled ? unquote(angled[1] ?? '') : (/\(([^()]*)\)/.exec(text)?.[1] ?? '');
  const at = address.lastIndexOf('@');
  const [local, domain] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
  return [{ name: name === '' ? null : name, local: unquote(local), domain }];
}

function splitOutsideQuotes(text: string): { item: string; separator: string }[] {
  const items: { item: string; separator: string }[] = [];
  let item = '';
  let isQuoted = false;
  let angles = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? '';
    if (char === '\\' && isQuoted) {
      item += char + (text[index + 1] ?? '');
      index += 1;
      continue;
    }
    if (char === '"') isQuoted = !isQuoted;
    if (!isQuoted && (char === '<' || char === '(')) angles += 1;
    if (!isQuoted && (char === '>' || char === ')')) angles -= 1;
    if (!isQuoted && angles <= 0 && (char === ',' || char === ';')) {
      items.push({ item: item.trim(), separator: char });
      item = '';
    } else {
      item += char;
    }
  }
  if (item.trim() !== '') items.push({ item: item.trim(), separator: '' });
  return items;
}

function withoutComments(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\([^()]*\)/g, (_, quoted?: string) => quoted ?? '');
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1).replace(/\\(.)/g, '$1') : trimmed;
}
