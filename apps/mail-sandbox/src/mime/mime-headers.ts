export interface HeaderLine {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, bytes as latin1. */
  readonly value: string;
  /** As it stands with its line ends, for HEADER.FIELDS. */
  readonly raw: string;
}

export interface Parameterised {
  /** Lower case. */
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

const longestHeader = 1 << 20;

/** Reads header lines up to the empty line. */
export function parseHeaders(source: Buffer, start: number, end: number): { headers: HeaderLine[]; bodyStart: number } {
  const bodyStart = endOfHeaders(source, start, end);
  const text = source.toString('latin1', start, Math.min(bodyStart, start + longestHeader));
  const headers: HeaderLine[] = [];
  for (const raw of text.split(/(?<=\n)(?![ \t])/)) {
    const colon = raw.indexOf(':');
    if (colon <= 0) continue;
    const name = raw.slice(0, colon).trim().toLowerCase();
    const value = raw.slice(colon + 1).replace(/\r?\n(?=[ \t])/g, '').replace(/[\r\n]+$/, '').trim();
    headers.push({ name, value, raw });
  }
  return { headers, bodyStart };
}

export function headerValue(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value;
}

/** `text/plain; charset="utf-8"` */
export function parseParameterised(text: string): Parameterised {
  const params = new Map<string, string>();
  const [value = ''] = text.split(';', 1);
  const pattern = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;
  for (const [, name = '', quoted, bare] of text.slice(value.length).matchAll(pattern)) {
    params.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { value: value.trim().toLowerCase(), params };
}

function endOfHeaders(source: Buffer, start: number, end: number): number {
  if (source[start] === 0x0a) return start + 1;
  if (source[start] === 0x0d && source[start + 1] === 0x0a) return start + 2;
  for (let at = source.indexOf(0x0a, start); at >= 0 && at < end; at = source.indexOf(0x0a, at + 1)) {
    if (source[at + 1] === 0x0a) return Math.min(end, at + 2);
    if (source[at + 1] === 0x0d && source[at + 2] === 0x0a) return Math.min(end, at + 3);
  }
  return end;
}
