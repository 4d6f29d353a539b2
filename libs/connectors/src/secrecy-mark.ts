const levels: Readonly<Record<string, 1 | 2 | 3>> = { MẬT: 1, 'TỐI MẬT': 2, 'TUYỆT MẬT': 3 };
const mark = '(TUYỆT MẬT|TỐI MẬT|MẬT)';
const atStart = new RegExp(`^\\s*(?:[[(]\\s*${mark}\\s*[\\])]|${mark}\\s*[:–-])`, 'u');

/** The secrecy level a sender wrote: as a field of its own, or as a mark before the subject ("[MẬT] …", "MẬT: …"). 0 when there is none. */
export function secrecyMark(subject: string, field = ''): 0 | 1 | 2 | 3 {
  const [, bracketed, plain] = atStart.exec(subject.normalize('NFC')) ?? [];
  return levels[field.normalize('NFC').trim().toUpperCase()] ?? levels[bracketed ?? plain ?? ''] ?? 0;
}
