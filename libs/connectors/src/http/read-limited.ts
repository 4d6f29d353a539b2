import { ConnectorError } from '@vanthu/connector-sdk';

/** The body of a response, read no further than `maxBytes`. Throws `RESPONSE_TOO_LARGE`. */
export async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new ConnectorError('RESPONSE_TOO_LARGE', `The answer is larger than ${maxBytes} bytes and was not read on.`, { retryable: false });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
