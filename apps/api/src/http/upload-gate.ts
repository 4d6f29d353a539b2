import { VanthuError } from '@vanthu/model';
import type { NextFunction, Request, Response } from 'express';

/** Largest file, in bytes. */
export const MOST_FILE_BYTES = 50 << 20;
export const MOST_FILES = 20;
/** All files of a request together. */
const MOST_REQUEST_BYTES = 120 << 20;
/** Uploads are held in memory until they are known not to be secret: this much of them at a time. */
const MOST_BYTES_AT_ONCE = 360 << 20;

/** Lets in uploads that say how large they are, and no more at a time than the memory bears. */
export class UploadGate {
  private bytes = 0;

  constructor(private readonly mostBytesAtOnce = MOST_BYTES_AT_ONCE) {}

  readonly pass = (request: Request, response: Response, next: NextFunction): void => {
    if (!request.is('multipart/form-data')) return next();
    const size = Number(request.get('content-length') ?? NaN);
    if (!Number.isFinite(size)) return next(new VanthuError('REQUEST_INVALID'));
    if (size > MOST_REQUEST_BYTES) return next(new VanthuError('REQUEST_TOO_LARGE', { limit: MOST_REQUEST_BYTES >> 20 }));
    if (this.bytes + size > this.mostBytesAtOnce) return next(new VanthuError('UNAVAILABLE', { what: 'uploads' }));
    this.bytes += size;
    response.once('close', () => (this.bytes -= size));
    next();
  };
}
