import type { X509Certificate } from 'node:crypto';
import { VanthuError, type CompletedTask, type DocumentDetail, type DocumentFile, type FinishSigning, type Person, type PreparedSigning, type PrepareSigning, documentTypes } from '@vanthu/model';
import type { DomainStores, FileStore } from '@vanthu/persistence';
import { SigningError, embedSignature, prepareSignature, signatureFieldNames, signerOf } from '@vanthu/signing';
import { z } from 'zod';
import type { LetterComposer } from '../documents/letter-composer.js';
import { completionVariables, signingOutcomes, type OpenTask } from '../tasks/task-completion.js';
import type { TaskDesk } from '../tasks/task-desk.js';
import { isAgencysOwn, isPersonsOwn, type SigningPerson } from './certificate-holder.js';
import type { TrustStore } from './trust.js';

const SESSION_MS = 10 * 60_000;

/** What lies between the two steps; content is in the file store. */
const signingStateSchema = z.object({
  preparedSha256: z.string(),
  toBeSigned: z.string(),
  certificateChain: z.array(z.string()),
  contentSha256: z.string(),
});
type SigningState = z.infer<typeof signingStateSchema>;

export interface SigningServices extends Pick<DomainStores, 'reader' | 'drafts' | 'progress' | 'signingSessions' | 'organisation'> {
  readonly files: FileStore;
  readonly composer: LetterComposer;
  readonly trust: TrustStore;
  readonly tasks: TaskDesk;
}

/** Signing with a key that stays on the signer's PC: the server prepares, the agent signs, the server checks and embeds. */
export class SigningDesk {
  constructor(private readonly services: SigningServices) {}

  /** @throws VanthuError NO_SIGNABLE_FILE, CERTIFICATE_REFUSED, SIGNATURE_INVALID, and those of the task */
  async prepare(person: Person, taskKey: string, { certificateChain }: PrepareSigning, now: Date): Promise<PreparedSigning> {
    const { tasks, trust, progress, signingSessions, files } = this.services;
    const task = await tasks.open(person, taskKey);
    const document = documentOf(task);
    const chain = certificateChain.map((each) => Buffer.from(each, 'base64'));
    await this.assertHolder(task, document, person, trust.usableCertificate(chain, now));
    const file = await this.fileToSign(task, document, person, now);
    const prepared = await this.prepared(task, file, chain, person, document, now);
    const { sha256: preparedSha256 } = await files.save(prepared.preparedPdf);
    const toBeSigned = Buffer.from(prepared.toBeSigned).toString('base64');
    const state = { preparedSha256, toBeSigned, certificateChain, contentSha256: await progress.contentSha256(document.id) };
    const signingId = await signingSessions.open({ taskKey, documentId: document.id, username: person.username, state, lifetimeMs: SESSION_MS });
    return { signingId, toBeSigned, summary: { title: titleOf(document), subject: document.subject, fileName: file.name, fileSha256: file.sha256 } };
  }

  /**
   * Embeds the signature and ends the task. Repeated after a lost answer it ends the task with the signature made before.
   * @throws VanthuError SIGNING_EXPIRED, SIGNATURE_INVALID, and those of the task; InputError
   */
  async finish(person: Person, taskKey: string, signingId: string, { signature, data }: FinishSigning): Promise<CompletedTask> {
    const { tasks, signingSessions, progress } = this.services;
    const task = await tasks.open(person, taskKey);
    const document = documentOf(task);
    const session = await signingSessions.find(signingId, person.username);
    if (session.taskKey !== taskKey || session.documentId !== document.id) throw new VanthuError('SIGNING_EXPIRED');
    const state = signingStateSchema.parse(session.state);
    if ((await progress.contentSha256(document.id)) !== state.contentSha256) throw new VanthuError('SIGNING_EXPIRED');
    const completion = { outcome: task.hints.kind === 'sign' ? signingOutcomes.sign : signingOutcomes.sealAgency, data };
    completionVariables(task, completion, person);
    const signed = await this.embedded(state, signature);
    // from here on nobody else can sign the same task
    await tasks.claim(person, taskKey);
    await this.keep(task, document.id, person, state, signed);
    const completed = await tasks.complete(person, taskKey, completion, { isSigned: true });
    await signingSessions.use(signingId, person.username).catch(() => undefined);
    return completed;
  }

  private async embedded({ preparedSha256, toBeSigned, certificateChain }: SigningState, signature: string): Promise<Uint8Array> {
    const preparedPdf = await this.services.files.read(preparedSha256);
    return signingProblems(() =>
      embedSignature({
        preparedPdf,
        toBeSigned: Buffer.from(toBeSigned, 'base64'),
        certificateChain: certificateChain.map((each) => Buffer.from(each, 'base64')),
        signature: Buffer.from(signature, 'base64'),
      }),
    );
  }

  private async keep(task: OpenTask, documentId: string, person: Person, { contentSha256 }: SigningState, signed: Uint8Array): Promise<void> {
    const { files, progress, drafts } = this.services;
    const { sha256, size } = await files.save(signed);
    const [role, name] = task.hints.kind === 'sign' ? (['signed', 'van-ban-da-ky.pdf'] as const) : (['issued', 'van-ban-phat-hanh.pdf'] as const);
    if (role === 'signed') await progress.recordApproval(documentId, { by: person.displayName, title: person.title, contentSha256 });
    await drafts.addFile(documentId, { name, mediaType: 'application/pdf', size, sha256, role });
  }

  /** A person signs with the own certificate, the clerk for the agency with the agency's (NĐ 30/2020 Đ32). */
  private async assertHolder(task: OpenTask, document: DocumentDetail, person: Person, certificate: X509Certificate): Promise<void> {
    const holder = signerOf(certificate);
    const isPerson = task.hints.kind === 'sign';
    const isOwn = isPerson ? isPersonsOwn(holder, await this.signingPerson(document, person)) : isAgencysOwn(holder, document.agencyName);
    if (isOwn) return;
    const expected = isPerson ? `${person.displayName}, ${person.title} – ${document.agencyName}` : document.agencyName;
    throw new VanthuError('CERTIFICATE_REFUSED', { reason: 'certificateHolder', holder: holder.name, expected });
  }

  private async signingPerson({ agencyId, agencyName }: DocumentDetail, person: Person): Promise<SigningPerson> {
    const { organisation } = this.services;
    const unit = await organisation.unit(person.unitId);
    const namesakes = (await organisation.peopleNamed(person.displayName, agencyId)).filter((each) => each.username !== person.username);
    return { person, units: [agencyName, ...(unit ? [unit.name] : [])], officesOfNamesakes: namesakes.map((each) => each.title) };
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
    throw new VanthuError(error.code === 'CERTIFICATE_INVALID' ? 'CERTIFICATE_REFUSED' : 'SIGNATURE_INVALID', { reason: error.code });
  }
}

/** What the signer has before the eyes on the agent's page: "Công văn 01/SGDĐT-VP". */
function titleOf({ type, notation }: DocumentDetail): string {
  return [documentTypes[type], notation].filter((part) => part !== '').join(' ');
}
