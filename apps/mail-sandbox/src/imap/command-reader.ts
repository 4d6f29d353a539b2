import type { Socket } from 'node:net';

/** A line of a client: text, with the literals that stood in it between. */
export type CommandLine = readonly (string | Buffer)[];

export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}

export interface ReaderLimits {
  readonly maxLine: number;
  /** May grow once the client has logged in. */
  readonly maxLiteral: () => number;
}

const literalMark = /\{(\d{1,10})(\+?)\}$/;

/** Cuts what a client sends into lines, asking for literals as they come. @throws ProtocolError when a client goes past the limits */
export async function* readLines(socket: Socket, limits: ReaderLimits): AsyncGenerator<CommandLine> {
  const input = new ByteQueue(socket);
  for (;;) {
    const parts: (string | Buffer)[] = [];
    for (;;) {
      const line = await input.line(limits.maxLine);
      if (line === null) return;
      const literal = literalMark.exec(line);
      if (!literal) {
        parts.push(line);
        break;
      }
      const size = Number(literal[1]);
      if (size > limits.maxLiteral()) throw new ProtocolError('literal too large');
      if (literal[2] === '') socket.write('+ OK\r\n');
      const content = await input.bytes(size);
      if (content === null) return;
      parts.push(line.slice(0, literal.index), content);
    }
    yield parts;
  }
}

class ByteQueue {
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.source = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The next line without its end; null when the client is gone. */
  async line(maxLength: number): Promise<string | null> {
    for (;;) {
      const end = this.rest.indexOf(0x0a);
      if (end >= 0) {
        const line = this.rest.toString('latin1', 0, end).replace(/\r$/, '');
        this.rest = this.rest.subarray(end + 1);
        return line;
      }
      if (this.rest.length > maxLength) throw new ProtocolError('line too long');
      if (!(await this.more())) return null;
    }
  }

  async bytes(size: number): Promise<Buffer | null> {
    const chunks = [this.rest];
    let length = this.rest.length;
    while (length < size) {
      const next = await this.source.next();
      if (next.done) return null;
      chunks.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(chunks, length);
    this.rest = all.subarray(size);
    return all.subarray(0, size);
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done) return false;
    this.rest = this.rest.length === 0 ? next.value : Buffer.concat([this.rest, next.value]);
    return true;
  }
}
