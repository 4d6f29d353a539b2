import type { Response } from 'express';

/** Aborts when the client has gone before it was answered, or when `stopping` does: nobody is waited for then. */
export function abortedWith(response: Response, stopping: AbortSignal): AbortSignal {
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  return AbortSignal.any([abort.signal, stopping]);
}
