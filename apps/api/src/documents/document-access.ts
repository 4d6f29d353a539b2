import { Injectable } from '@nestjs/common';
import { viewerOf } from '@vanthu/documents';
import { VanthuError, type DocumentDetail, type Person } from '@vanthu/model';
import { DocumentReader } from '@vanthu/persistence';

/** Who may see a document: whoever's agency or unit it is, or who takes part in it. */
@Injectable()
export class DocumentAccess {
  constructor(private readonly reader: DocumentReader) {}

  /** @throws VanthuError NOT_FOUND, alike for what is not there and what may not be seen */
  async assertVisible(person: Person, documentId: string): Promise<void> {
    if (!(await this.reader.canSee(viewerOf(person), documentId))) throw new VanthuError('NOT_FOUND', { what: 'document' });
  }

  /** @throws VanthuError NOT_FOUND */
  async visible(person: Person, documentId: string): Promise<DocumentDetail> {
    await this.assertVisible(person, documentId);
    return this.reader.get(documentId);
  }

  /** For those who write it: the drafter alone. @throws VanthuError NOT_FOUND, NOT_ALLOWED */
  async drafted(person: Person, documentId: string): Promise<DocumentDetail> {
    const document = await this.visible(person, documentId);
    const origin = await this.reader.origin(documentId);
    if (document.direction !== 'outbound' || origin?.drafter !== person.username) throw new VanthuError('NOT_ALLOWED', { needed: 'drafter' });
    return document;
  }
}
