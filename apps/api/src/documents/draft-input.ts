import { assertEditable, assertNotSecret, proposeMetadata } from '@vanthu/documents';
import type { DocumentStatus, ReceivedFile, RecipientInput } from '@vanthu/model';
import type { CheckedFile, Organisation } from '@vanthu/persistence';
import { InputError } from '../problems/input.js';
import type { ReceivedFiles } from './received-files.js';

/** Checks what a drafter hands over before any of it is kept. */
export class DraftInput {
  constructor(
    private readonly organisation: Organisation,
    private readonly receivedFiles: ReceivedFiles,
  ) {}

  /** @throws InputError naming every recipient that is not in the directory under the id given */
  async assertKnownUnits(recipients: readonly RecipientInput[]): Promise<void> {
    const known = new Set((await this.organisation.unitsOf([...new Set(recipients.flatMap((each) => each.unitId ?? []))])).map((unit) => unit.id));
    const issues = recipients.flatMap(({ unitId }, index) =>
      unitId === null || known.has(unitId) ? [] : [{ path: `recipients.${index}.unitId`, code: 'FIELD_INVALID' as const, facts: { reason: 'option' } }],
    );
    if (issues.length > 0) throw new InputError(issues);
  }

  /** All of the files or none. @throws VanthuError DRAFT_LOCKED, SECRET_REFUSED, FILE_TYPE_REFUSED, FILE_CONTENT_MISMATCH, FILE_TOO_LARGE, FILE_STORE_FULL */
  async attachments(status: DocumentStatus, files: readonly ReceivedFile[]): Promise<CheckedFile[]> {
    assertEditable(status);
    const examined = await this.receivedFiles.examineAll(files);
    for (const { refusal, text } of examined) {
      assertNotSecret({ secrecy: proposeMetadata(text).secrecy.value });
      if (refusal) throw refusal;
    }
    return Promise.all(examined.map((each) => this.receivedFiles.keep(each, 'attachment')));
  }
}
