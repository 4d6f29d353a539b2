const maxLength = 255;

/** A name safe to show and store: NFC, no folders, no control or bidirectional marks, at most 255 characters with its extension. */
export function safeFileName(name: string): string {
  const last = name.replace(/\p{Surrogate}/gu, '_').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, '_').replace(/\s+/g, ' ').trim();
  if (clean === '' || /^\.+$/.test(clean)) return 'tep-dinh-kem';
  return clean.length <= maxLength ? clean : shorten(clean);
}

function shorten(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  return `${name.slice(0, maxLength - extension.length).replace(/\p{Surrogate}/gu, '').trim()}${extension}`;
}
