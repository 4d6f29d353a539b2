/** An XPath regular expression as JavaScript's; null when it is not valid. */
export function translatePattern(pattern: string, flags: string): RegExp | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  try {
    const source = flags.includes('q') ? pattern.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') : pattern;
    return new RegExp(source, `u${flags.replace(/[xq]/g, '')}`);
  } catch {
    return null;
  }
}
