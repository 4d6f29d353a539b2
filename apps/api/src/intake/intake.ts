import { proposeMetadata } from '@vanthu/documents';
import { VanthuError, errorText, type ReceivedDocument, type ReceivedFile, type ReceivedStatus } from '@vanthu/model';
import type { CheckedFile, DocumentIntake, DocumentProcesses, RecipientLines, Trail } from '@vanthu/persistence';
import type { DocumentReceipt, StatusReceipt } from '@vanthu/connector-sdk';
import type { Logger } from 'pino';
import { textOf, type ReceivedFiles } from '../documents/received-files.js';
import type { CaseProcesses } from '../runtime/case-processes.js';

export interface IntakeServices {
  readonly intake: DocumentIntake;
  readonly lines: RecipientLines;
  readonly trail: Trail;
  readonly processes: DocumentProcesses;
  readonly receivedFiles: ReceivedFiles;
  readonly cases: CaseProcesses;
  readonly logger: Logger;
}

interface RefusedFile {
  readonly name: string;
  readonly reason: string;
}

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
    await this.services.cases.startInbound(documentId);
    return documentId;
  }

  async receiveStatus(status: ReceivedStatus): Promise<StatusReceipt> {
    const { lines, cases } = this.services;
    const matched = await lines.recordStatus(status);
    if (!matched) return 'unknownDocument';
    if (matched.lineId && (status.code === '06' || status.code === '02')) await cases.recipientFinished(matched.lineId, status.code);
    if (!matched.lineId && status.code === '13') await cases.recallRequested(matched.documentId, status.deduplicationKey);
    return matched.isNew ? 'accepted' : 'duplicate';
  }

  private async letIn(received: ReceivedDocument, { refuseBadFiles = false } = {}): Promise<{ documentId: string; isNew: boolean }> {
    const { intake, trail } = this.services;
    const text = await this.readableText(received);
    const proposals = proposeMetadata(text, { subject: received.subject, senderName: received.sender.name });
    if (received.secrecy > 0 || proposals.secrecy.value > 0) {
      await intake.refuse({ ...received, refusal: 'SECRET_REFUSED' });
      throw new VanthuError('SECRET_REFUSED');
    }
    const { kept, refused } = await this.keepFiles(received, refuseBadFiles);
    const accepted = await intake.accept({ received, files: kept, proposals });
    for (const { name, reason } of refused) {
      await trail.append({ documentId: accepted.documentId, act: 'fileRefused', facts: { name, reason }, onceKey: `file:${name}` });
    }
    return accepted;
  }

  /** The text of the message and its files, read in memory: nothing is on the disk yet. */
  private async readableText(received: ReceivedDocument): Promise<string> {
    const texts = await Promise.all(received.files.map((file) => textOf(file.content, looksLikePdf(file) ? 'application/pdf' : '')));
    return [...texts, received.text].filter((each) => each.trim() !== '').join('\n\n');
  }

  private async keepFiles({ files, raw, channel }: ReceivedDocument, refuseBadFiles: boolean): Promise<{ kept: CheckedFile[]; refused: RefusedFile[] }> {
    const kept: CheckedFile[] = [];
    const refused: RefusedFile[] = [];
    for (const file of files) {
      try {
        kept.push(await this.services.receivedFiles.keep(file, kept.length === 0 ? 'main' : 'attachment'));
      } catch (error) {
        if (refuseBadFiles || !(error instanceof VanthuError) || error.code === 'FILE_STORE_FULL') throw error;
        refused.push({ name: file.name, reason: errorText(error.code, 'vi', error.facts) });
      }
    }
    if (channel !== 'paper') kept.push(await this.services.receivedFiles.keepMessage(raw));
    return { kept, refused };
  }
}

function looksLikePdf(file: ReceivedFile): boolean {
  return Buffer.from(file.content.subarray(0, 1024)).includes('%PDF-');
}
