import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';

/** Speaks IMAP byte by byte, for what no well-behaved client sends. */
export class RawImap {
  private text = '';
  isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => { this.text += chunk.toString('latin1'); });
    socket.on('close', () => { this.isClosed = true; });
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<RawImap> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    const client = new RawImap(socket);
    await client.until('* OK');
    return client;
  }

  async login(user: string, password: string): Promise<void> {
    await this.command(`login LOGIN "${user}" "${password}"`, 'login');
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Sends a line and gives everything up to its tagged answer. */
  command(line: string, tag = line.split(' ')[0] ?? ''): Promise<string> {
    this.text = '';
    this.socket.write(`${line}\r\n`);
    return this.until(`${tag} `);
  }

  /** Everything received since the last command, once a line starts with `start`; fails after ten seconds. */
  async until(start: string): Promise<string> {
    const deadline = Date.now() + 10_000;
    while (!`\r\n${this.text}`.includes(`\r\n${start}`) || !this.text.endsWith('\r\n')) {
      if (this.isClosed || Date.now() > deadline) throw new Error(`no line starting with "${start}" in:\n${this.text.slice(0, 2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return this.text;
  }

  async closed(): Promise<string> {
    if (!this.isClosed) await once(this.socket, 'close');
    return this.text;
  }

  close(): void {
    this.socket.destroy();
  }
}
