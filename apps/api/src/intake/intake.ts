import { proposeMetadata } from '@vanthu/documents';
import { VanthuError, errorText, type ReceivedDocument, type ReceivedStatus } from '@vanthu/model';
import { DatabaseError, type CheckedFile, type Delivery, type DocumentIntake, type RecipientLines } from '@vanthu/persistence';
import type { DocumentReceipt, StatusReceipt } from '@vanthu/connector-sdk';
import type { ExaminedFile, ReceivedFiles } from '../documents/received-files.js';
import type { CaseProcesses } from '../runtime/case-processes.js';

export interface IntakeServices {
  readonly intake: DocumentIntake;
  readonly lines: RecipientLines;
  readonly receivedFiles: ReceivedFiles;
  readonly cases: CaseProcesses;
}

type Notes = NonNullable<Delivery['notes']>;

/**
 * The one door for what comes in. Every delivery is let in once, whatever happens in between; secrets are turned away
 * before anything of them is written; a file that is not what it says is left out, the document still comes in.
 */
export class Intake {
  constructor(private readonly services: IntakeServices) {}

  async receiveDocument(received: ReceivedDocument): Promise<DocumentReceipt> {
    const { intake, cases } = this.services;
    const known = await intake.find(received.deduplicationKey);
    if (known?.refusal) return { refused: errorText(known.refusal, 'vi') };
    if (known?.documentId) {
      await cases.startInbound(known.documentId);
      return 'duplicate';
    }
    try {
      const { documentId, isNew } = await this.letIn(received);
      await cases.startInbound(documentId);
      return isNew ? 'accepted' : 'duplicate';
    } catch (error) {
      if (error instanceof VanthuError && error.code === 'SECRET_REFUSED') return { refused: errorText(error.code, 'vi') };
      throw error;
    }
  }

  /** A document handed in at the counter. @throws VanthuError as for its files */
  async receivePaper(received: ReceivedDocument): Promise<string> {
    const { documentId } = await this.letIn(received, { refuseBadFiles: true });
    // It is let in: a database that fails from here on must not make the clerk hand it in again. Its process is started by and by.
    await this.services.cases.startInbound(documentId).catch((error: unknown) => {
      if (!(error instanceof DatabaseError)) throw error;
    });
    return documentId;
  }

  async receiveStatus(status: ReceivedStatus): Promise<StatusReceipt> {
    const { lines, cases } = this.services;
    const matched = await lines.recordStatus(status);
    if (!matched) return 'unknownDocument';
    if (matched.lineId && matched.isCurrent && (status.code === '06' || status.code === '02')) await cases.recipientFinished(matched.lineId, status.code);
    if (!matched.lineId && status.code === '13') await cases.recallRequested(matched.documentId, status.deduplicationKey);
    return matched.isNew ? 'accepted' : 'duplicate';
  }

  private async letIn(received: ReceivedDocument, { refuseBadFiles = false } = {}): Promise<{ documentId: string; isNew: boolean }> {
    const { intake, receivedFiles } = this.services;
    const examined = await receivedFiles.examineAll(received.files);
    const proposals = proposeMetadata(textOf(received, examined), { subject: received.subject, senderName: received.sender.name });
    if (Math.max(received.secrecy, proposals.secrecy.value, ...examined.map(secrecyOf)) > 0) {
      await intake.refuse({ ...received, refusal: 'SECRET_REFUSED' });
      throw new VanthuError('SECRET_REFUSED');
    }
    const refused = examined.flatMap((each) => each.refusal ?? []);
    if (refuseBadFiles && refused[0]) throw refused[0];
    const files = await this.keepFiles(received, examined.filter((each) => !each.refusal));
    return intake.accept({ received, files, proposals, notes: notesOf(received, examined) });
  }

  private async keepFiles({ raw, channel }: ReceivedDocument, examined: readonly ExaminedFile[]): Promise<CheckedFile[]> {
    const { receivedFiles } = this.services;
    const kept: CheckedFile[] = [];
    for (const file of examined) kept.push(await receivedFiles.keep(file, kept.length === 0 ? 'main' : 'attachment'));
    if (channel !== 'paper') kept.push(await receivedFiles.keepMessage(raw));
    return kept;
  }
}

/** The text of the files and the message. */
function textOf(received: ReceivedDocument, examined: readonly ExaminedFile[]): string {
  return [...examined.map((each) => each.text), received.text].filter((each) => each.trim() !== '').join('\n\n');
}

/** Of one file for itself: in the text of all together its mark may stand too far back. */
function secrecyOf({ text }: ExaminedFile): number {
  return text === '' ? 0 : proposeMetadata(text).secrecy.value;
}

/** What was left out, for the clerk. */
function notesOf(received: ReceivedDocument, examined: readonly ExaminedFile[]): Notes {
  const refused = examined.flatMap(({ file, refusal }) => (refusal ? [{ act: 'fileRefused' as const, facts: { ...refusal.facts, name: file.name, reasonCode: refusal.code } }] : []));
  return [...refused, ...(received.notes ?? []).map((note) => ({ act: 'receiveNote' as const, facts: {}, note }))];
}
