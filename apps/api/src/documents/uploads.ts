import { Injectable, UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { VanthuError } from '@vanthu/model';
import type { Request, Response } from 'express';
import multer from 'multer';
import { MOST_FILES, MOST_FILE_BYTES } from '../http/upload-gate.js';

/** A file of a multipart request, held in memory. */
export interface UploadedFile {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

interface NamedRequest extends Request {
  /** Of the file that is being read, for the message when it is refused. */
  uploadName?: string;
}

const receive = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: MOST_FILE_BYTES, files: MOST_FILES, fields: 5, fieldSize: 64 << 10, fieldNameSize: 100, headerPairs: 20 },
  fileFilter: (request: NamedRequest, file, accept) => {
    request.uploadName = file.originalname;
    accept(null, true);
  },
}).array('files', MOST_FILES);

/** Reads the field `files` of a multipart request into memory. */
@Injectable()
class UploadsInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler) {
    const http = context.switchToHttp();
    const request = http.getRequest<NamedRequest>();
    await new Promise<void>((resolve, reject) => {
      receive(request, http.getResponse<Response>(), (error: unknown) => (error ? reject(refusalOf(error, request.uploadName ?? '')) : resolve()));
    });
    return next.handle();
  }
}

/** Takes up to 20 files of 50 MB. @throws VanthuError FILE_TOO_LARGE, TOO_MANY_FILES, REQUEST_INVALID */
export function TakesFiles(): MethodDecorator & ClassDecorator {
  return UseInterceptors(UploadsInterceptor);
}

function refusalOf(error: unknown, name: string): unknown {
  if (!(error instanceof multer.MulterError)) return new VanthuError('REQUEST_INVALID');
  if (error.code === 'LIMIT_FILE_SIZE') return new VanthuError('FILE_TOO_LARGE', { name, limit: MOST_FILE_BYTES >> 20 });
  if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE') return new VanthuError('TOO_MANY_FILES', { limit: MOST_FILES });
  return new VanthuError('REQUEST_INVALID');
}
