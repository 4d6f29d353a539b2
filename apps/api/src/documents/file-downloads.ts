import { pipeline } from 'node:stream/promises';
import type { DocumentFile } from '@vanthu/model';
import type { FileStore } from '@vanthu/persistence';
import type { Response } from 'express';

/** Types a browser may show in place; anything else is only offered for saving. */
const shown = new Set(['application/pdf', 'image/png', 'image/jpeg', 'text/plain']);

/** Sends stored files so that a browser cannot mistake them for pages of ours. */
export class FileDownloads {
  constructor(private readonly files: FileStore) {}

  async send(response: Response, file: Pick<DocumentFile, 'name' | 'mediaType' | 'sha256'>): Promise<void> {
    const content = await this.files.stream(file.sha256);
    const mediaType = shown.has(file.mediaType) ? file.mediaType : 'application/octet-stream';
    response.set({
      'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'content-disposition': `${shown.has(file.mediaType) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${file.sha256}"`,
    });
    await pipeline(content, response);
  }
}
