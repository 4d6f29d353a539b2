import { Body, Controller, Get, Param, Post, Put, Query, Res, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { viewerOf } from '@vanthu/documents';
import {
  VanthuError, documentListQuerySchema, draftSchema, duplicateQuerySchema, newInboundSchema, newOutboundSchema,
  type DocumentDetail, type DocumentSummary, type Page, type Person, type TrailEntry,
} from '@vanthu/model';
import { DocumentReader, Drafts, Organisation, Trail } from '@vanthu/persistence';
import type { Response } from 'express';
import { SignedIn } from '../authentication/access.guard.js';
import { Intake } from '../intake/intake.js';
import { parseInput } from '../problems/input.js';
import { CaseProcesses } from '../runtime/case-processes.js';
import { DocumentAccess } from './document-access.js';
import { FileDownloads } from './file-downloads.js';
import { PersonActs } from './person-acts.js';
import { MOST_BYTES, ReceivedFiles } from './received-files.js';
import { decodeUploadName, handedIn, type UploadedFile } from './handed-in.js';

const uploads = FilesInterceptor('files', 20, { limits: { fileSize: MOST_BYTES, files: 20 } });

@Controller('api/documents')
export class DocumentsController {
  constructor(
    private readonly reader: DocumentReader,
    private readonly drafts: Drafts,
    private readonly organisation: Organisation,
    private readonly trail: Trail,
    private readonly access: DocumentAccess,
    private readonly receivedFiles: ReceivedFiles,
    private readonly downloads: FileDownloads,
    private readonly intake: Intake,
    private readonly cases: CaseProcesses,
    private readonly personActs: PersonActs,
  ) {}

  @Get()
  list(@SignedIn() person: Person, @Query() query: unknown): Promise<Page<DocumentSummary>> {
    return this.reader.list(viewerOf(person), parseInput(documentListQuerySchema, query));
  }

  @Get('duplicates')
  async duplicates(@SignedIn() person: Person, @Query() query: unknown): Promise<DocumentSummary[]> {
    const asked = parseInput(duplicateQuerySchema, query);
    const { agencyId } = await this.unitOf(person);
    return this.reader.duplicates({ ...asked, agencyId });
  }

  /** Begins an outbound document of one's own. */
  @Post()
  async create(@SignedIn() person: Person, @Body() body: unknown): Promise<DocumentDetail> {
    const draft = parseInput(newOutboundSchema, body);
    const { id: unitId, agencyId } = await this.unitOf(person);
    if (draft.replyToId) await this.access.visible(person, draft.replyToId);
    const documentId = await this.drafts.newOutbound({ ...draft, agencyId, unitId, drafter: { username: person.username, name: person.displayName } });
    await this.cases.startOutbound(documentId, { agencyId, unitId, drafter: person.username });
    return this.reader.get(documentId);
  }

  /** A paper or hand-delivered document with its scans. */
  @Post('inbound')
  @UseInterceptors(uploads)
  async createInbound(@SignedIn() person: Person, @Body('document') document: unknown, @UploadedFiles() files: UploadedFile[] | undefined): Promise<DocumentDetail> {
    const facts = parseInput(newInboundSchema, parseJson(document));
    const { agencyId } = await this.unitOf(person);
    const documentId = await this.intake.receivePaper(handedIn(facts, files ?? [], agencyId, new Date()));
    return this.reader.get(documentId);
  }

  @Get(':id')
  find(@SignedIn() person: Person, @Param('id') id: string): Promise<DocumentDetail> {
    return this.access.visible(person, id);
  }

  @Put(':id/draft')
  async saveDraft(@SignedIn() person: Person, @Param('id') id: string, @Body() body: unknown): Promise<DocumentDetail> {
    const draft = parseInput(draftSchema, body);
    await this.access.drafted(person, id);
    await this.drafts.save(id, draft, { username: person.username, name: person.displayName });
    return this.reader.get(id);
  }

  @Post(':id/files')
  @UseInterceptors(uploads)
  async addFiles(@SignedIn() person: Person, @Param('id') id: string, @UploadedFiles() files: UploadedFile[] | undefined): Promise<DocumentDetail> {
    await this.access.drafted(person, id);
    if (!files || files.length === 0) throw new VanthuError('FIELD_REQUIRED');
    for (const { originalname, mimetype, buffer } of files) {
      const kept = await this.receivedFiles.keep({ name: decodeUploadName(originalname), claimedType: mimetype, content: buffer }, 'attachment');
      await this.drafts.addFile(id, kept, { username: person.username, name: person.displayName });
    }
    return this.reader.get(id);
  }

  @Get(':id/files/:fileId')
  async file(@SignedIn() person: Person, @Param('id') id: string, @Param('fileId') fileId: string, @Res() response: Response): Promise<void> {
    const { files } = await this.access.visible(person, id);
    const file = files.find((each) => each.id === fileId);
    if (!file) throw new VanthuError('NOT_FOUND', { what: 'tệp' });
    await this.downloads.send(response, file);
  }

  @Get(':id/trail')
  async trailOf(@SignedIn() person: Person, @Param('id') id: string): Promise<TrailEntry[]> {
    await this.access.visible(person, id);
    await this.personActs.record(id);
    return this.trail.list(id);
  }

  private async unitOf(person: Person): Promise<{ id: string; agencyId: string }> {
    const unit = await this.organisation.unit(person.unitId);
    if (!unit) throw new VanthuError('NOT_FOUND', { what: `đơn vị ${person.unitId}` });
    return { id: unit.id, agencyId: unit.agencyId };
  }
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text ?? {};
  try {
    return JSON.parse(text);
  } catch {
    throw new VanthuError('FIELD_INVALID', { reason: 'document: JSON' });
  }
}
