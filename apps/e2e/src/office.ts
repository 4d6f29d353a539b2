import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DocumentDetail, DocumentSummary, Page } from '@vanthu/model';
import nodemailer from 'nodemailer';
import { Person, ProblemError, until } from '../../../tools/demo/client.mjs';
import { completeTask } from '../../../tools/demo/office.mjs';
import { sendLetter } from '../../../tools/demo/letters.mjs';
import { startSystem, type RunningSystem } from '../../../tools/system.mjs';

export const mailbox = 'vanthu.sgddt@mau.example';
export const agencyId = 'Z01.05';

export interface AxisDocument {
  readonly subject: string;
  readonly number: string;
  readonly secrecy?: 'MẬT';
  readonly files?: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** A fresh system in a temporary folder, and what people and other agencies do with it; HTTP, SMTP and the axis only. */
export class Office {
  private readonly people = new Map<string, Person>();

  private constructor(
    readonly folder: string,
    readonly system: RunningSystem,
    /** What its programs have written, each line after the program's name. */
    readonly log: readonly string[],
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<Office> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-office-'));
    const log: string[] = [];
    const system = await startSystem({ dataDir: path.join(folder, 'data'), environment, onLog: (name, line) => log.push(`${name} ${line}`) });
    return new Office(folder, system, log);
  }

  async close(): Promise<void> {
    await this.system.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  person(username: string): Person {
    const known = this.people.get(username) ?? new Person(this.system.url, username, this.system.sandbox.samplePassword);
    this.people.set(username, known);
    return known;
  }

  /** A letter to the agency's mailbox; `raw` instead of everything else. */
  async mail(letter: { readonly subject: string; readonly text?: string; readonly files?: readonly { readonly filename: string; readonly content: Buffer; readonly contentType: string }[] } | { readonly raw: Buffer }): Promise<void> {
    await sendLetter({ smtp: { host: '127.0.0.1', port: this.system.smtpPort } }, mailbox, 'raw' in letter ? letter.raw : await composed(letter));
  }

  /** A document that another agency sends over the axis. */
  async sendOverAxis({ subject, number, secrecy, files = [] }: AxisDocument): Promise<{ docId: string }> {
    return this.axis('POST', '/sandbox/send', {
      from: 'Z01.07', to: agencyId, subject, codeNumber: number, codeNotation: 'SKHCN-VP', date: '2026-11-20', ...(secrecy && { secrecy }),
      attachments: files.map(({ name, content }) => ({ name, contentBase64: Buffer.from(content).toString('base64') })),
    });
  }

  async axis<T>(method: 'GET' | 'POST', route: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.system.axisUrl}${route}`, { method, ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`axis ${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** A document handed in on paper, with its scans. */
  handIn(facts: { readonly subject: string; readonly notation: string; readonly secrecy?: number }, files: readonly { readonly name: string; readonly content: Uint8Array }[] = []): Promise<DocumentDetail> {
    const form = new FormData();
    form.set('document', JSON.stringify({ sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', ...facts }));
    for (const { name, content } of files) form.append('files', new Blob([new Uint8Array(content)]), name);
    return this.person('vanthu.sgddt').postForm<DocumentDetail>('/api/documents/inbound', form);
  }

  /** Inbound documents whose subject or text has these words. */
  async findInbound(words: string): Promise<DocumentDetail[]> {
    const clerk = this.person('vanthu.sgddt');
    const { items } = await clerk.get<Page<DocumentSummary>>(`/api/documents?direction=inbound&q=${encodeURIComponent(words)}&limit=50`);
    return Promise.all(items.map((each) => clerk.get<DocumentDetail>(`/api/documents/${each.id}`)));
  }

  arrived(words: string, seconds = 60): Promise<DocumentDetail> {
    return until(`the document "${words}"`, async () => (await this.findInbound(words))[0], seconds);
  }

  /** A draft of the specialist, taken through its checks until it waits for the leader's signature. */
  async draftToSign(subject: string, recipients: readonly { readonly unitId: string; readonly name: string }[] = [{ unitId: 'Z01.41', name: 'Ủy ban nhân dân phường Mẫu B' }]): Promise<DocumentDetail> {
    const draft = { type: 'CV', subject, body: `Nội dung: ${subject}.`, urgency: 0, secrecy: 0, recipients: recipients.map((each) => ({ ...each, email: null, purpose: 'inform' })) };
    const document = await this.person('chuyenvien.gdtrh').post<DocumentDetail>('/api/documents', draft);
    await completeTask(this.person('chuyenvien.gdtrh'), 'draft', document.id, 'submit');
    await completeTask(this.person('truongphong.gdtrh'), 'checkContent', document.id, 'approve');
    await completeTask(this.person('chanhvanphong.sgddt'), 'checkFormat', document.id, 'approve');
    return document;
  }
}

async function composed(letter: { readonly subject: string; readonly text?: string; readonly files?: readonly object[] }): Promise<Buffer> {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  const { message } = await composer.sendMail({ from: { name: 'Cục Mẫu', address: 'vanthu.cucmau@mau.example' }, to: mailbox, subject: letter.subject, text: letter.text ?? '', attachments: [...(letter.files ?? [])] });
  return message as Buffer;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly paths: readonly string[];
  readonly extra: Record<string, unknown>;
}

/** How the server refused; fails when it did not. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`this was not refused: ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof ProblemError)) throw outcome.error;
  const { status, problem } = outcome.error;
  return { status, code: problem?.code ?? '', detail: problem?.detail ?? '', paths: (problem?.errors ?? []).map((each) => each.path), extra: problem?.extra ?? {} };
}
