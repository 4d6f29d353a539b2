import { X509Certificate } from 'node:crypto';
import { VanthuError, type DocumentDetail, type DocumentFile, type FinishSigning, type Person, type PreparedSigning, type PrepareSigning } from '@vanthu/model';
import type { DomainStores, FileStore } from '@vanthu/persistence';
import { SigningError, embedSignature, prepareSignature, signatureFieldNames, signerOf, signingErrorTexts } from '@vanthu/signing';
import { z } from 'zod';
import type { LetterComposer } from '../documents/letter-composer.js';
import type { OpenTask, TaskDesk } from '../tasks/task-desk.js';
import type { TrustStore } from './trust.js';

const SESSION_MS = 10 * 60_000;

/** What lies between the two steps; content is in the file store. */
const signingStateSchema = z.object({
  preparedSha256: z.string(),
  toBeSigned: z.string(),
  certificateChain: z.array(z.string()),
  contentSha256: z.string(),
});

export interface SigningServices extends Pick<DomainStores, 'reader' | 'drafts' | 'progress' | 'signingSessions' | 'organisation'> {
  readonly files: FileStore;
  readonly composer: LetterComposer;
  readonly trust: TrustStore;
  readonly tasks: TaskDesk;
}

/** Signing with a key that stays on the signer's PC: the server prepares, the agent signs, the server checks and embeds. */
export class SigningDesk {
  constructor(private readonly services: SigningServices) {}

  async prepare(person: Person, taskKey: string, { certificateChain }: PrepareSigning, now: Date): Promise<PreparedSigning> {
    const { tasks, trust, progress, signingSessions, files } = this.services;
    const task = await tasks.open(person, taskKey);
    const document = documentOf(task);
    const chain = certificateChain.map((each) => Buffer.from(each, 'base64'));
    trust.assertUsable(chain, now);
    await this.assertHolder(task, document, person, chain[0]);
    const file = await this.fileToSign(task, document, person, now);
    const prepared = await this.prepared(task, file, chain, person, document, now);
    const { sha256: preparedSha256 } = await files.save(prepared.preparedPdf);
    const toBeSigned = Buffer.from(prepared.toBeSigned).toString('base64');
    const state = { preparedSha256, toBeSigned, certificateChain, contentSha256: await progress.contentSha256(document.id) };
    const signingId = await signingSessions.open({ taskKey, documentId: document.id, username: person.username, state, lifetimeMs: SESSION_MS });
    return { signingId, toBeSigned, summary: { title: task.name, subject: document.subject, fileName: file.name, fileSha256: file.sha256 } };
  }

  /** Embeds the signature and ends the task. Repeated after a lost answer it ends the task with the signature made before. */
  async finish(person: Person, taskKey: string, signingId: string, { signature, data }: FinishSigning) {
    const { tasks, signingSessions, progress, files, drafts } = this.services;
    const task = await tasks.open(person, taskKey);
    const { documentId, state } = await signingSessions.find(signingId, person.username);
    const { preparedSha256, toBeSigned, certificateChain, contentSha256 } = signingStateSchema.parse(state);
    if ((await progress.contentSha256(documentId)) !== contentSha256) throw new VanthuError('SIGNING_EXPIRED');
    const signed = await signingProblems(async () =>
      embedSignature({
        preparedPdf: await files.read(preparedSha256),
        toBeSigned: Buffer.from(toBeSigned, 'base64'),
        certificateChain: certificateChain.map((each) => Buffer.from(each, 'base64')),
        signature: Buffer.from(signature, 'base64'),
      }),
    );
    const { sha256, size } = await files.save(signed);
    const [role, name] = task.hints.kind === 'sign' ? (['signed', 'van-ban-da-ky.pdf'] as const) : (['issued', 'van-ban-phat-hanh.pdf'] as const);
    if (role === 'signed') await progress.recordApproval(documentId, { by: person.displayName, title: person.title, contentSha256 });
    await drafts.addFile(documentId, { name, mediaType: 'application/pdf', size, sha256, role });
    const completed = await tasks.complete(person, taskKey, { outcome: task.hints.kind === 'sign' ? 'sign' : 'seal', data }, { isSigned: true });
    await signingSessions.use(signingId, person.username).catch(() => undefined);
    return completed;
  }

  /** A person signs with the own certificate, the clerk for the agency with the agency's (NĐ 30/2020 Đ32). */
  private async assertHolder(task: OpenTask, document: DocumentDetail, person: Person, leaf: Buffer | undefined): Promise<void> {
    const holder = signerOf(new X509Certificate(leaf ?? Buffer.alloc(0)));
    const agency = await this.services.organisation.unit(document.agencyId);
    const expected = task.hints.kind === 'sign' ? person.displayName : (agency?.name ?? document.agencyName);
    const kind = task.hints.kind === 'sign' ? 'person' : 'organisation';
    if (holder.kind !== kind || !(holder.name === expected || holder.name.startsWith(`${expected},`) || holder.name.startsWith(`${expected} –`))) {
      throw new VanthuError('CERTIFICATE_REFUSED', { reason: `chứng thư số của ${holder.name}, cần chứng thư số của ${expected}` });
    }
  }

  private async fileToSign(task: OpenTask, document: DocumentDetail, person: Person, now: Date): Promise<DocumentFile> {
    if (task.hints.kind !== 'sign') return lastOf(document, 'numbered');
    await this.services.composer.composeForSigner(document.id, person, now.getTime());
    return lastOf(await this.services.reader.get(document.id), 'main');
  }

  private async prepared(task: OpenTask, file: DocumentFile, chain: readonly Buffer[], person: Person, document: DocumentDetail, now: Date) {
    const pdf = await this.services.files.read(file.sha256);
    const isPerson = task.hints.kind === 'sign';
    return signingProblems(() =>
      prepareSignature({
        pdf,
        fieldName: isPerson ? signatureFieldNames.person : signatureFieldNames.agency,
        certificateChain: chain,
        signingTime: now,
        appearance: { lines: isPerson ? ['Đã ký số', person.displayName] : [document.agencyName] },
        reason: isPerson ? 'Ký ban hành' : 'Ký số của cơ quan',
      }),
    );
  }
}

function documentOf(task: OpenTask): DocumentDetail {
  if (!task.document || (task.hints.kind !== 'sign' && task.hints.kind !== 'sealAgency')) throw new VanthuError('NO_SIGNABLE_FILE');
  return task.document;
}

function lastOf(document: DocumentDetail, role: DocumentFile['role']): DocumentFile {
  const file = document.files.findLast((each) => each.role === role);
  if (!file) throw new VanthuError('NO_SIGNABLE_FILE');
  return file;
}

async function signingProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SigningError)) throw error;
    if (error.code === 'CERTIFICATE_INVALID') throw new VanthuError('CERTIFICATE_REFUSED', { reason: signingErrorTexts[error.code].vi });
    throw new VanthuError('SIGNATURE_INVALID', { reason: signingErrorTexts[error.code].vi });
  }
}
