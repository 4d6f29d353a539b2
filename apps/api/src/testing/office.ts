import { setTimeout as sleep } from 'node:timers/promises';
import type { CompletedTask, DocumentDetail, Draft, NewInbound, Page, TaskSummary } from '@vanthu/model';
import type { HttpClient } from './http-client.js';

const PATIENCE_MS = 60_000;

/** Looks until something truthy is there. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(20);
  }
}

let papers = 0;

/** Facts of a paper that was never handed in before. */
export function paper(facts: Partial<NewInbound> = {}): NewInbound {
  papers += 1;
  return { sender: 'Cục Mẫu', notation: `${papers}/CM-VP`, documentDate: '2026-11-02', subject: `Về việc thứ ${papers}`, type: 'CV', urgency: 0, secrecy: 0, ...facts };
}

export interface HandedFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

export function formOf(document: unknown, files: readonly HandedFile[]): FormData {
  const form = new FormData();
  if (document !== undefined) form.set('document', JSON.stringify(document));
  for (const { name, type, content } of files) form.append('files', new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type }), name);
  return form;
}

/** Hands a paper in at the counter. */
export async function handIn(clerk: HttpClient, facts: Partial<NewInbound> = {}, files: readonly HandedFile[] = []): Promise<DocumentDetail> {
  const { status, body } = await clerk.send<DocumentDetail>('POST', '/api/documents/inbound', { form: formOf(paper(facts), files) });
  if (status !== 201) throw new Error(`not handed in: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The person's open task of this step about the document, as soon as it is there. */
export function taskOf(person: HttpClient, elementId: string, documentId: string): Promise<TaskSummary> {
  return until(`task ${elementId}`, async () => {
    const { items } = await person.read<Page<TaskSummary>>('/api/tasks?limit=100');
    return items.find((task) => task.elementId === elementId && task.document?.id === documentId);
  });
}

export async function complete(person: HttpClient, elementId: string, documentId: string, outcome: string, data: object = {}): Promise<CompletedTask> {
  const { key } = await taskOf(person, elementId, documentId);
  return person.write<CompletedTask>(`/api/tasks/${key}/complete`, { outcome, data });
}

export function registrationOf({ counterpart, notation, documentDate, subject }: DocumentDetail) {
  return { registration: { sender: counterpart, notation, documentDate, type: 'CV', subject, urgency: '0', secrecy: '0' } };
}

export function draftOf(part: Partial<Draft> = {}): Draft {
  return { type: 'CV', subject: 'V/v trả lời', body: 'Kính gửi quý cơ quan./.', urgency: 0, secrecy: 0, recipients: [{ unitId: 'Z01.41', name: 'Ủy ban nhân dân phường Mẫu B', email: null, purpose: 'execute' }], ...part };
}

/** A draft of the specialist that the head of unit and the format checker let pass: it waits for a leader's signature. */
export async function draftUpToSigning(as: (username: string) => Promise<HttpClient>): Promise<DocumentDetail> {
  const drafter = await as('chuyenvien.gdtrh');
  const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
  await complete(drafter, 'draft', draft.id, 'submit');
  await complete(await as('truongphong.gdtrh'), 'checkContent', draft.id, 'approve');
  await complete(await as('chanhvanphong.sgddt'), 'checkFormat', draft.id, 'approve');
  return draft;
}
