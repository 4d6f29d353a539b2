import { httpError } from './http-errors.js';

/** The body of a response, read no further than `maxBytes`. Throws `RESPONSE_TOO_LARGE`. */
export async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw httpError('RESPONSE_TOO_LARGE', { detail: `${maxBytes} byte.` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
