import { Body, Controller, Get, Headers, Post, Put, Query, Req, Res, UploadedFiles } from '@nestjs/common';
import { viewerOf } from '@vanthu/documents';
import {
  VanthuError, documentListQuerySchema, draftSchema, duplicateQuerySchema, newInboundSchema, newOutboundSchema,
  type DocumentDetail, type DocumentSummary, type LetterFrame, type Page, type Person, type TrailEntry,
} from '@vanthu/model';
import { DocumentReader, Drafts, Trail } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { SignedIn } from '../authentication/access.guard.js';
import { Intake } from '../intake/intake.js';
import { OwnUnit } from '../organisation/own-unit.js';
import { InputError, parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
import { CaseProcesses } from '../runtime/case-processes.js';
import { DocumentAccess } from './document-access.js';
import { DraftInput } from './draft-input.js';
import { FileDownloads } from './file-downloads.js';
import { handedIn, onceKeyOf, receivedFile } from './handed-in.js';
import { LetterComposer } from './letter-composer.js';
import { PersonActs } from './person-acts.js';
import { TakesFiles, type UploadedFile } from './uploads.js';

@Controller('api/documents')
export class DocumentsController {
  constructor(
    private readonly reader: DocumentReader,
    private readonly drafts: Drafts,
    private readonly ownUnit: OwnUnit,
    private readonly trail: Trail,
    private readonly access: DocumentAccess,
    private readonly draftInput: DraftInput,
    private readonly downloads: FileDownloads,
    private readonly intake: Intake,
    private readonly cases: CaseProcesses,
    private readonly personActs: PersonActs,
    private readonly composer: LetterComposer,
  ) {}

  @Get()
  list(@SignedIn() person: Person, @Query() query: unknown): Promise<Page<DocumentSummary>> {
    return this.reader.list(viewerOf(person), parseInput(documentListQuerySchema, query));
  }

  @Get('duplicates')
  async duplicates(@SignedIn() person: Person, @Query() query: unknown): Promise<DocumentSummary[]> {
    const asked = parseInput(duplicateQuerySchema, query);
    const { agencyId } = await this.ownUnit.of(person);
    return this.reader.duplicates({ ...asked, agencyId });
  }

  /** Begins an outbound document of one's own. */
  @Post()
  async create(@SignedIn() person: Person, @Body() body: unknown): Promise<DocumentDetail> {
    const draft = parseInput(newOutboundSchema, body);
    await this.draftInput.assertKnownUnits(draft.recipients ?? []);
    const { id: unitId, agencyId } = await this.ownUnit.of(person);
    if (draft.replyToId) await this.access.assertVisible(person, draft.replyToId);
    const documentId = await this.drafts.newOutbound({ ...draft, agencyId, unitId, drafter: authorOf(person) });
    await this.cases.startOutbound(documentId, { agencyId, unitId, drafter: person.username });
    return this.reader.get(documentId);
  }

  /** A paper or hand-delivered document with its scans. A request that got no answer may be repeated with the same `Idempotency-Key`. */
  @Post('inbound')
  @TakesFiles()
  async createInbound(@SignedIn() person: Person, @Body('document') document: unknown, @UploadedFiles() files: UploadedFile[] | undefined, @Headers('idempotency-key') given?: string): Promise<DocumentDetail> {
    const facts = parseInput(newInboundSchema, parseJson(document));
    const { agencyId } = await this.ownUnit.of(person);
    const documentId = await this.intake.receivePaper(handedIn(facts, files ?? [], agencyId, new Date(), onceKeyOf(person, given)));
    return this.reader.get(documentId);
  }

  @Get(':id')
  find(@SignedIn() person: Person, @KeyParam('id', 'document') id: string): Promise<DocumentDetail> {
    return this.access.visible(person, id);
  }

  @Put(':id/draft')
  async saveDraft(@SignedIn() person: Person, @KeyParam('id', 'document') id: string, @Body() body: unknown): Promise<DocumentDetail> {
    const draft = parseInput(draftSchema, body);
    await this.access.drafted(person, id);
    await this.draftInput.assertKnownUnits(draft.recipients);
    await this.drafts.save(id, draft, authorOf(person));
    return this.reader.get(id);
  }

  @Post(':id/files')
  @TakesFiles()
  async addFiles(@SignedIn() person: Person, @KeyParam('id', 'document') id: string, @UploadedFiles() files: UploadedFile[] | undefined): Promise<DocumentDetail> {
    const { status } = await this.access.drafted(person, id);
    if (!files || files.length === 0) throw new InputError([{ path: 'files', code: 'FIELD_REQUIRED', facts: {} }]);
    for (const kept of await this.draftInput.attachments(status, files.map(receivedFile))) await this.drafts.addFile(id, kept, authorOf(person));
    return this.reader.get(id);
  }

  @Get(':id/files/:fileId')
  async file(@SignedIn() person: Person, @KeyParam('id', 'document') id: string, @KeyParam('fileId', 'file') fileId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.access.assertVisible(person, id);
    const file = await this.reader.file(id, fileId);
    if (!file) throw new VanthuError('NOT_FOUND', { what: 'file' });
    await this.downloads.send(request, response, file);
  }

  @Get(':id/letter')
  async letter(@SignedIn() person: Person, @KeyParam('id', 'document') id: string): Promise<LetterFrame> {
    const { direction } = await this.access.visible(person, id);
    if (direction !== 'outbound') throw new VanthuError('NOT_FOUND', { what: 'document' });
    return this.composer.frameOf(id, Date.now());
  }

  @Get(':id/trail')
  async trailOf(@SignedIn() person: Person, @KeyParam('id', 'document') id: string): Promise<TrailEntry[]> {
    await this.access.assertVisible(person, id);
    await this.personActs.record(id);
    return this.trail.list(id);
  }
}

function authorOf({ username, displayName }: Person): { username: string; name: string } {
  return { username, name: displayName };
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text ?? {};
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([{ path: 'document', code: 'FIELD_INVALID', facts: { reason: 'json' } }]);
  }
}
