import type { IncomingMessage } from 'node:http';
import { AgentError } from '../signings/agent-error.js';

/** Throws AgentError INPUT_INVALID for another media type or more than `limit` bytes. */
export async function readBody(request: IncomingMessage, mediaType: string, limit: number): Promise<string> {
  if ((request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() !== mediaType) throw new AgentError('INPUT_INVALID', 415);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new AgentError('INPUT_INVALID', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Throws AgentError INPUT_INVALID. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const text = await readBody(request, 'application/json', limit);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AgentError('INPUT_INVALID', 400);
  }
}
