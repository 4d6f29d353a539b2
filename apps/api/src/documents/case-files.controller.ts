import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { VanthuError, type Diagram, type Person } from '@vanthu/model';
import { DocumentReader, ExchangeLog } from '@vanthu/persistence';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
import { ArchiveReader, type ArchivedCase } from './archive-reader.js';
import { DocumentAccess } from './document-access.js';
import { DocumentDiagrams } from './document-diagrams.js';
import { FileDownloads, downloadHeaders } from './file-downloads.js';

/** GET /api/documents/:id/archive/files: `path` as the list names it. */
export const archivedFileQuery = z.object({ path: z.string().min(1).max(1000) });

/** Where a document stands, what went out of it, and its archived case. */
@Controller('api/documents/:id')
export class CaseFilesController {
  constructor(
    private readonly access: DocumentAccess,
    private readonly reader: DocumentReader,
    private readonly diagrams: DocumentDiagrams,
    private readonly exchange: ExchangeLog,
    private readonly archive: ArchiveReader,
    private readonly downloads: FileDownloads,
  ) {}

  @Get('diagram')
  async diagram(@SignedIn() person: Person, @KeyParam('id', 'document') id: string): Promise<Diagram[]> {
    await this.access.assertVisible(person, id);
    return this.diagrams.of(id);
  }

  /** The message as it left for a recipient: edXML or mail. */
  @Get('recipients/:lineId/message')
  async message(@SignedIn() person: Person, @KeyParam('id', 'document') id: string, @KeyParam('lineId', 'sentMessage') lineId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.access.assertVisible(person, id);
    const sent = (await this.exchange.ofDocument(id)).find((each) => each.lineId === lineId && each.sha256);
    if (!sent?.sha256) throw new VanthuError('NOT_FOUND', { what: 'sentMessage' });
    const name = sent.channel === 'axis' ? 'thong-diep.edxml' : 'thu.eml';
    await this.downloads.send(request, response, { name, mediaType: 'application/octet-stream', sha256: sent.sha256 });
  }

  @Get('archive')
  async archivedCase(@SignedIn() person: Person, @KeyParam('id', 'document') id: string): Promise<ArchivedCase> {
    return this.archive.list(await this.locationOf(person, id));
  }

  @Get('archive/files')
  async archivedFile(@SignedIn() person: Person, @KeyParam('id', 'document') id: string, @Query() query: unknown, @Res() response: Response): Promise<void> {
    const asked = parseInput(archivedFileQuery, query);
    const content = await this.archive.open(await this.locationOf(person, id), asked.path);
    response.set(downloadHeaders({ name: path.posix.basename(asked.path), mediaType: 'application/octet-stream' }));
    await pipeline(content, response);
  }

  private async locationOf(person: Person, documentId: string): Promise<string> {
    await this.access.assertVisible(person, documentId);
    const location = await this.reader.archiveLocation(documentId);
    if (!location) throw new VanthuError('NOT_FOUND', { what: 'archivedCase' });
    return location;
  }
}
