const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))/gs;
const SHORT: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** The text that a literal in quotes stands for. An unknown escape stays as it is written. */
export function unescapeText(literal: string): string {
  const body = literal.slice(1, -1);
  if (!body.includes('\\')) return body;
  return body.replace(ESCAPE, (all, short: string | undefined, long: string | undefined, char: string | undefined) => {
    if (char !== undefined) return SHORT[char] ?? all;
    const code = parseInt(short ?? long ?? '', 16);
    return code > 0x10ffff ? all : String.fromCodePoint(code);
  });
}
