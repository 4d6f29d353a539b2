// XML 1.0 has no place for these; Word leaves vertical tabs and form feeds in copied text.
const outsideXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const loneSurrogate = /\p{Surrogate}/gu;

/** Text as it survives a trip over the axis: NFC, line ends as LF, no control characters, trimmed. */
export function canonicalText(text: string): string {
  return text.replace(loneSurrogate, '\ufffd').replace(/\r\n?/g, '\n').replace(outsideXml, ' ').normalize('NFC').trim();
}
