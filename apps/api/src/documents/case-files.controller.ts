import path from 'node:path';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { VanthuError, type Diagram, type Person } from '@vanthu/model';
import { DocumentReader, ExchangeLog } from '@vanthu/persistence';
import type { Response } from 'express';
import { z } from 'zod';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { ArchiveReader, type ArchivedCase } from './archive-reader.js';
import { DocumentAccess } from './document-access.js';
import { DocumentDiagrams } from './document-diagrams.js';
import { FileDownloads } from './file-downloads.js';

const archivedFileQuery = z.object({ path: z.string().min(1).max(1000) });

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
  async diagram(@SignedIn() person: Person, @Param('id') id: string): Promise<Diagram[]> {
    await this.access.visible(person, id);
    return this.diagrams.of(id);
  }

  /** The message as it left for a recipient: edXML or mail. */
  @Get('recipients/:lineId/message')
  async message(@SignedIn() person: Person, @Param('id') id: string, @Param('lineId') lineId: string, @Res() response: Response): Promise<void> {
    await this.access.visible(person, id);
    const sent = (await this.exchange.ofDocument(id)).find((each) => each.lineId === lineId && each.sha256);
    if (!sent?.sha256) throw new VanthuError('NOT_FOUND', { what: 'thông điệp đã gửi' });
    const name = sent.channel === 'axis' ? 'thong-diep.edxml' : 'thu.eml';
    await this.downloads.send(response, { name, mediaType: 'application/octet-stream', sha256: sent.sha256 });
  }

  @Get('archive')
  async archivedCase(@SignedIn() person: Person, @Param('id') id: string): Promise<ArchivedCase> {
    return this.archive.list(await this.locationOf(person, id));
  }

  @Get('archive/files')
  async archivedFile(@SignedIn() person: Person, @Param('id') id: string, @Query() query: unknown, @Res() response: Response): Promise<void> {
    const asked = parseInput(archivedFileQuery, query);
    const file = await this.archive.fileOf(await this.locationOf(person, id), asked.path);
    response.set({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
    response.sendFile(path.basename(file), { root: path.dirname(file), dotfiles: 'allow' });
  }

  private async locationOf(person: Person, documentId: string): Promise<string> {
    await this.access.visible(person, documentId);
    const location = await this.reader.archiveLocation(documentId);
    if (!location) throw new VanthuError('NOT_FOUND', { what: 'hồ sơ lưu trữ' });
    return location;
  }
}
