import type { Response } from 'express';

/** Aborts when the client has gone before it was answered. */
export function abortedWith(response: Response): AbortSignal {
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  return abort.signal;
}
