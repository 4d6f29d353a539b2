import { pipeline } from 'node:stream/promises';
import type { DocumentFile } from '@vanthu/model';
import type { FileStore } from '@vanthu/persistence';
import type { Request, Response } from 'express';

/** Types a browser may show in place; anything else is only offered for saving. */
const shown = new Set(['application/pdf', 'image/png', 'image/jpeg', 'text/plain']);

/** Sends stored files so that a browser cannot mistake them for pages of ours. */
export class FileDownloads {
  constructor(private readonly files: FileStore) {}

  /** Answers 304 to a browser that has the content already; it has to ask each time, since rights may have been taken away. */
  async send(request: Request, response: Response, file: Pick<DocumentFile, 'name' | 'mediaType' | 'sha256'>): Promise<void> {
    response.set({ ...downloadHeaders(file), etag: `"${file.sha256}"` });
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    await pipeline(await this.files.stream(file.sha256), response);
  }
}

export function downloadHeaders({ name, mediaType }: Pick<DocumentFile, 'name' | 'mediaType'>): Record<string, string> {
  const isShown = shown.has(mediaType);
  return {
    'content-type': !isShown ? 'application/octet-stream' : mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodedName(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
  };
}

/** As RFC 8187 wants it. */
function encodedName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
