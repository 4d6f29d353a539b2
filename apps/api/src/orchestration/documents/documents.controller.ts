import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { VanthuError } from '@vanthu/model';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CONFIGURATION } from '../../configuration/configuration.module.js';
import type { Configuration } from '../../configuration/configuration.js';
import type { UploadedFile } from '../../documents/uploads.js';
import { MOST_FILES, MOST_FILE_BYTES } from '../../http/upload-gate.js';
import { int64Schema } from '../problems/free-form.js';
import { restProblemOf } from '../problems/rest-answer.js';
import { parseRequest } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { metadataOf, newDocument, referenceTo } from './document-metadata.js';
import { RestDocuments, type RestDocument } from './rest-documents.js';

const LINK_MS = 3_600_000;
const LONGEST_LINK_MS = 7 * 86_400_000;

const placeQuery = { storeId: z.string().max(100).optional() };
export const newDocumentQuery = z.object({ ...placeQuery, documentId: z.string().min(1).max(255).optional() });
export const documentQuery = z.object({ ...placeQuery, contentHash: z.string().max(100).optional() });
export const linkSchema = z.strictObject({ timeToLive: int64Schema.refine((ms) => ms > 0 && ms <= LONGEST_LINK_MS, 'must be 1 ms to 7 days').optional() });
const signedQuery = z.object({ expires: z.string().regex(/^\d{1,16}$/), signature: z.string().max(100) });

interface Upload extends UploadedFile {
  readonly fieldname: string;
}

const takesFiles = AnyFilesInterceptor({ defParamCharset: 'utf8', limits: { fileSize: MOST_FILE_BYTES, files: MOST_FILES * 2, fields: MOST_FILES * 2, fieldSize: 64 << 10 } });

/** Files that processes refer to. */
@Controller('v2/documents')
export class RestDocumentsController {
  constructor(
    private readonly documents: RestDocuments,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @HttpCode(201)
  @UseInterceptors(takesFiles)
  async create(@UploadedFiles() uploads: readonly Upload[] = [], @Body() body: Readonly<Record<string, unknown>> = {}, @Query() query: unknown) {
    const { documentId } = parseRequest(newDocumentQuery, query);
    const [file, ...more] = uploads.filter((each) => each.fieldname === 'file');
    if (!file || more.length > 0) throw new RestProblem('INVALID_ARGUMENT', 'Exactly one file is needed, in the field "file" of a multipart form.');
    return referenceTo(await this.documents.add(newDocument(file, metadataOf(textsOf('metadata', uploads, body)[0]), documentId)));
  }

  /** Each by itself: what could not be kept is told beside what was. */
  @Post('batch')
  @UseInterceptors(takesFiles)
  async createAll(@UploadedFiles() uploads: readonly Upload[] = [], @Body() body: Readonly<Record<string, unknown>> = {}, @Res({ passthrough: true }) response: Response) {
    const files = uploads.filter((each) => each.fieldname === 'files');
    if (files.length === 0 || files.length > MOST_FILES) throw new RestProblem('INVALID_ARGUMENT', `1 to ${MOST_FILES} files are needed, in the field "files" of a multipart form.`);
    const texts = textsOf('metadataList', uploads, body);
    if (texts.length > 0 && texts.length !== files.length) throw new RestProblem('INVALID_ARGUMENT', 'metadataList: must have one entry for each file.');
    const metadata = texts.map((each) => metadataOf(each));
    const createdDocuments: object[] = [];
    const failedDocuments: object[] = [];
    for (const [index, file] of files.entries()) {
      try {
        createdDocuments.push(referenceTo(await this.documents.add(newDocument(file, metadata[index] ?? {}))));
      } catch (error) {
        const problem = restProblemOf(error);
        if (!problem) throw error;
        failedDocuments.push({ fileName: file.originalname, status: problem.status, title: problem.title, detail: problem.detail });
      }
    }
    response.status(failedDocuments.length === 0 ? 201 : 207);
    return { createdDocuments, failedDocuments };
  }

  @Get(':documentId')
  async download(@Param('documentId') documentId: string, @Query() query: unknown, @Res() response: Response): Promise<void> {
    await this.send(await this.known(documentId, parseRequest(documentQuery, query).contentHash), response);
  }

  @Delete(':documentId')
  @HttpCode(204)
  async delete(@Param('documentId') documentId: string): Promise<void> {
    await this.known(documentId);
    await this.documents.remove(documentId);
  }

  @Post(':documentId/links')
  @HttpCode(201)
  async link(@Param('documentId') documentId: string, @Query() query: unknown, @Body() body: unknown, @Req() request: Request) {
    await this.known(documentId, parseRequest(documentQuery, query).contentHash);
    const expires = Date.now() + (parseRequest(linkSchema, body).timeToLive ?? LINK_MS);
    const url = new URL(`/v2/documents/${encodeURIComponent(documentId)}/linked`, this.configuration.PUBLIC_URL ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`);
    url.search = new URLSearchParams({ expires: String(expires), signature: await this.documents.signature(documentId, expires) }).toString();
    return { url: url.href, expiresAt: new Date(expires).toISOString() };
  }

  /** Where links lead: whoever has one may read the document until it is over. */
  @Get(':documentId/linked')
  async linked(@Param('documentId') documentId: string, @Query() query: unknown, @Res() response: Response): Promise<void> {
    const { expires, signature } = parseRequest(signedQuery, query);
    if (!(await this.documents.isSigned(documentId, Number(expires), signature))) throw new RestProblem('FORBIDDEN', 'The link is not valid, or its time is over.');
    await this.send(await this.known(documentId), response);
  }

  private async known(documentId: string, contentHash?: string): Promise<RestDocument> {
    const document = await this.documents.find(documentId);
    if (!document) throw new RestProblem('NOT_FOUND', `There is no document with the id '${documentId.slice(0, 255)}' (any more).`);
    if (contentHash !== undefined && contentHash !== document.contentHash) throw new RestProblem('INVALID_ARGUMENT', 'contentHash: is not that of the document.');
    return document;
  }

  /** As a file to save, never as a page of ours. */
  private async send(document: RestDocument, response: Response): Promise<void> {
    const content = await this.documents.read(document).catch((error: unknown) => {
      throw error instanceof VanthuError && error.code === 'NOT_FOUND' ? new RestProblem('NOT_FOUND', 'The content of the document is not there any more.') : error;
    });
    response.attachment(document.fileName);
    response.set({ 'content-type': typeOf(document), 'content-security-policy': "default-src 'none'; sandbox" });
    response.send(content);
  }
}

function typeOf({ contentType }: RestDocument): string {
  return /^[\w.+-]+\/[\w.+-]+(;\s*[\w-]+=[\w.-]+)*$/.test(contentType) ? contentType : 'application/octet-stream';
}

/** Of a field that comes once or several times, as text or as a part that has a file name. */
function textsOf(name: string, uploads: readonly Upload[], body: Readonly<Record<string, unknown>>): string[] {
  const texts = [body[name]].flat().filter((each) => typeof each === 'string');
  return [...texts, ...uploads.filter((each) => each.fieldname === name).map((each) => each.buffer.toString('utf8'))];
}
