import { authorityLines, issueNotation, localYear } from '@vanthu/documents';
import { documentTypes, type DocumentDetail, type LetterFrame, type LinePurpose, type OrgUnit, type Person } from '@vanthu/model';
import type { CheckedFile, DocumentReader, Drafts, FileStore, Organisation } from '@vanthu/persistence';
import { SigningError, composeDocumentPdf, extractText, type LetterContent } from '@vanthu/signing';

const urgencyMarks = [undefined, 'Khẩn', 'Thượng khẩn', 'Hỏa tốc'] as const;
const purposeWords: Partial<Record<LinePurpose, string>> = { report: 'để báo cáo', inform: 'để biết', coordinate: 'để phối hợp' };

/** Sets a draft as the letter that is signed, in the form the decree prescribes. */
export class LetterComposer {
  constructor(
    private readonly reader: DocumentReader,
    private readonly drafts: Drafts,
    private readonly organisation: Organisation,
    private readonly files: FileStore,
  ) {}

  /** Composes the letter of a draft for the head of the agency and keeps it as the document's main file. */
  async compose(documentId: string, now: number): Promise<void> {
    const document = await this.reader.get(documentId);
    const letter = await composeDocumentPdf(await this.contentOf(document, null, now));
    await this.drafts.addFile(documentId, await this.kept(letter, document));
  }

  /** What stands around the words of a draft when the head of the agency signs it. */
  async frameOf(documentId: string, now: number): Promise<LetterFrame> {
    const { parentAgency = null, agency, place, authority, signerName } = await this.contentOf(await this.reader.get(documentId), null, now);
    return { parentAgency, agency, place, authority: [...authority], signerName };
  }

  /** Sets a submitted letter for who is going to sign it; one that reads so already stays as it is. */
  async composeForSigner(documentId: string, signer: Person, now: number): Promise<void> {
    const document = await this.reader.get(documentId);
    const letter = await composeDocumentPdf(await this.contentOf(document, signer, now));
    if (!(await this.isSetAs(letter, document))) await this.drafts.resetLetter(documentId, await this.kept(letter, document));
  }

  /** Two letters with the same words differ in bytes, so their texts are compared. A letter that cannot be read is another one. */
  private async isSetAs(letter: Uint8Array, { files }: DocumentDetail): Promise<boolean> {
    const current = files.findLast((file) => file.role === 'main');
    if (!current) return false;
    try {
      const [before, now] = [await extractText(await this.files.read(current.sha256)), await extractText(letter)];
      return before.text === now.text;
    } catch (error) {
      if (error instanceof SigningError) return false;
      throw error;
    }
  }

  private async kept(letter: Uint8Array, { subject, body }: DocumentDetail): Promise<CheckedFile> {
    const { sha256, size } = await this.files.save(letter);
    return { name: 'van-ban.pdf', mediaType: 'application/pdf', size, sha256, role: 'main', text: `${subject}\n${body}` };
  }

  private async contentOf(document: DocumentDetail, signer: Person | null, now: number): Promise<LetterContent> {
    const agency = await this.organisation.unit(document.agencyId);
    const origin = await this.reader.origin(document.id);
    const unit = origin?.unitId ? await this.organisation.unit(origin.unitId) : null;
    const head = await this.headOf(document.agencyId);
    const signing = signer ?? head;
    if (!agency || !signing || !head) throw new Error(`agency ${document.agencyId} has no leader`);
    const parent = agency.parentId ? await this.organisation.unit(agency.parentId) : null;
    const mark = urgencyMarks[document.urgency];
    return {
      ...(parent && { parentAgency: parent.name.toLocaleUpperCase('vi') }),
      agency: agency.name.toLocaleUpperCase('vi'),
      notation: `/${issueNotation({ number: 1, type: document.type, agencyAbbreviation: agency.abbreviation, unitAbbreviation: unit?.abbreviation ?? '' }).codeNotation}`,
      place: agency.place,
      year: localYear(now),
      ...(document.type !== 'CV' && { typeName: documentTypes[document.type] }),
      // the letter prints its own "V/v"
      subject: document.subject.replace(/^v\/v:?\s+/iu, ''),
      addressees: document.recipients.filter((line) => line.purpose === 'execute').map((line) => line.name),
      paragraphs: document.body.split(/\n+/),
      recipients: recipientBlock(document, unit),
      authority: authorityLines({ title: signing.title, headTitle: head.title, agencyClass: agency.orgClass }),
      signerName: signing.displayName,
      ...(mark && { urgency: mark }),
    };
  }

  private async headOf(agencyId: string): Promise<Person | null> {
    const leaders = await this.organisation.peopleWithRole('leader', agencyId);
    return leaders.find((each) => !/^(phó|thứ)\s/iu.test(each.title)) ?? leaders[0] ?? null;
  }
}

/** "Nơi nhận": as addressed, those who get it for another reason with the reason in brackets, the keeping copy. */
function recipientBlock(document: DocumentDetail, unit: OrgUnit | null): string[] {
  const others = document.recipients.filter((line) => line.purpose !== 'execute');
  const named = others.map((line) => `${line.name}${purposeWords[line.purpose] ? ` (${purposeWords[line.purpose]})` : ''}`);
  return [...(others.length < document.recipients.length ? ['Như trên'] : []), ...named, `Lưu: VT${unit ? `, ${unit.abbreviation}` : ''}`];
}
