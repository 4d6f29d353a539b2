import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A line between programs and a database server that can be made long, or go silent: connections stay open and nothing comes through. */
export class DatabaseLink {
  /** A round trip takes twice as long; ms. */
  delayMs = 0;
  private isSilent = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(toPort: number): Promise<DatabaseLink> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const link = new DatabaseLink(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => link.join(near, connect(toPort, '127.0.0.1')));
    return link;
  }

  /** The URL by way of the link. */
  urlOf(url: string): string {
    return url.replace(/(127\.0\.0\.1):\d+/, `$1:${this.port}`);
  }

  fallSilent(): void {
    this.isSilent = true;
  }

  speak(): void {
    this.isSilent = false;
  }

  async close(): Promise<void> {
    for (const each of this.sockets) each.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    for (const [from, to] of [[near, far], [far, near]] as const) {
      from.setNoDelay(true);
      this.sockets.add(from);
      from.on('error', () => undefined);
      from.once('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      this.carry(from, to);
    }
  }

  private carry(from: Socket, to: Socket): void {
    const queue: Passing[] = [];
    let isCarrying = false;
    const deliver = async (): Promise<void> => {
      isCarrying = true;
      for (let next = queue.shift(); next; next = queue.shift()) {
        const early = next.at - performance.now();
        if (early > 0) await sleep(early);
        while (this.isSilent) await sleep(20);
        if (!to.destroyed) to.write(next.chunk);
      }
      isCarrying = false;
    };
    from.on('data', (chunk) => {
      queue.push({ chunk, at: performance.now() + this.delayMs });
      if (!isCarrying) void deliver();
    });
  }
}

interface Passing {
  readonly chunk: Buffer;
  readonly at: number;
}
