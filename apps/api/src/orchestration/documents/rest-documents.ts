import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FolderFileStore } from '@vanthu/persistence';
import { z } from 'zod';
import { RestProblem } from '../problems/rest-problem.js';

const recordSchema = z.object({
  documentId: z.string(),
  contentHash: z.string(),
  size: z.number(),
  contentType: z.string(),
  fileName: z.string(),
  /** ISO 8601 */
  expiresAt: z.string().nullable(),
  processDefinitionId: z.string().nullable(),
  processInstanceKey: z.string().nullable(),
  customProperties: z.record(z.string(), z.unknown()),
});

/** A document of `/v2` as it is kept. */
export type RestDocument = Readonly<z.infer<typeof recordSchema>>;

export interface NewDocument extends Omit<RestDocument, 'documentId' | 'contentHash' | 'size'> {
  /** Absent: one is made. */
  readonly documentId?: string;
  readonly content: Uint8Array;
}

const RECORD = 'document.json';
const LINK_KEY = 'link.key';

/**
 * Files that processes hand around by reference (`camunda.document.type`). Each has a folder of its own, apart from the official documents:
 * deleting one never takes content away from another.
 */
export class RestDocuments {
  private linkKey: Promise<Buffer> | null = null;

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** @throws RestProblem ALREADY_EXISTS; VanthuError FILE_STORE_FULL */
  async add({ content, documentId = randomUUID(), ...facts }: NewDocument): Promise<RestDocument> {
    const place = this.placeOf(documentId);
    if (await this.find(documentId)) throw new RestProblem('ALREADY_EXISTS', `There is a document with the id '${documentId}' already.`);
    const { sha256, size } = await new FolderFileStore(place).save(content);
    const document: RestDocument = { documentId, contentHash: sha256, size, ...facts };
    const temporary = path.join(place, `${randomUUID()}.tmp`);
    await writeFile(temporary, JSON.stringify(document), { flush: true });
    await rename(temporary, path.join(place, RECORD));
    return document;
  }

  /** Null also where it has expired. */
  async find(documentId: string): Promise<RestDocument | null> {
    const text = await readFile(path.join(this.placeOf(documentId), RECORD), 'utf8').catch(absent);
    if (text === null) return null;
    const document = recordSchema.parse(JSON.parse(text));
    if (document.expiresAt === null || Date.parse(document.expiresAt) > this.now()) return document;
    await this.remove(documentId);
    return null;
  }

  read({ documentId, contentHash }: RestDocument): Promise<Buffer> {
    return new FolderFileStore(this.placeOf(documentId)).read(contentHash);
  }

  async remove(documentId: string): Promise<void> {
    await rm(this.placeOf(documentId), { recursive: true, force: true });
  }

  /** What a link of the document carries until `expiresAt` (epoch ms) so that it opens without signing in. */
  async signature(documentId: string, expiresAt: number): Promise<string> {
    this.linkKey ??= this.readLinkKey();
    return createHmac('sha256', await this.linkKey).update(`${expiresAt}\n${documentId}`).digest('base64url');
  }

  async isSigned(documentId: string, expiresAt: number, signature: string): Promise<boolean> {
    const [given, right] = [Buffer.from(signature), Buffer.from(await this.signature(documentId, expiresAt))];
    return given.length === right.length && timingSafeEqual(given, right) && expiresAt > this.now();
  }

  private placeOf(documentId: string): string {
    return path.join(this.folder, createHash('sha256').update(documentId).digest('hex'));
  }

  /** Made once; all processes on these data use the same. */
  private async readLinkKey(): Promise<Buffer> {
    const file = path.join(this.folder, LINK_KEY);
    await mkdir(this.folder, { recursive: true });
    const made = await open(file, 'wx', 0o600).catch(() => null);
    if (made) {
      await made.writeFile(randomBytes(32));
      await made.sync();
      await made.close();
    }
    const key = await readFile(file);
    if (key.length < 32) throw new RestProblem('UNAVAILABLE', 'The key of document links is just being made. Try again.');
    return key;
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
