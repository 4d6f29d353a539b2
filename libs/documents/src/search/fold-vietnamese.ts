const MARKS = /\p{M}+/gu;

/** Lower case without tone and letter marks ("Thiết bị" → "thiet bi"); what is searched is folded the same way. */
export function foldVietnamese(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').replace(/[đĐ]/g, 'd').toLowerCase().normalize('NFC');
}
