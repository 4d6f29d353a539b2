import { connect, type Socket } from 'node:net';

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
}

/** An idle connection whose other end has vanished is noticed after this and ten seconds more. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Connections to servers that are equal: to the one that answered last, as long as it does; then to the next. Gives mysql2 its
 * sockets; a connection that cannot be made fails as it would with one server, and the next one goes elsewhere.
 */
export class ServerChoice {
  private current = 0;
  private isLost = false;
  private readonly sockets = new Map<Socket, DatabaseServer>();

  constructor(readonly servers: readonly DatabaseServer[]) {}

  /** The last that was heard of them is that one does not answer. */
  get isAway(): boolean {
    return this.isLost;
  }

  connect(): Socket {
    const chosen = this.current;
    const server = this.servers[chosen % this.servers.length] as DatabaseServer;
    const socket = connect({ ...server, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS, noDelay: true });
    let hasSpoken = false;
    socket.once('data', () => {
      hasSpoken = true;
      this.isLost = false;
    });
    this.sockets.set(socket, server);
    socket.once('close', () => {
      this.sockets.delete(socket);
      // A server that is down refuses; one that is just dying accepts and says nothing.
      if (hasSpoken || this.current !== chosen) return;
      this.current = chosen + 1;
      this.isLost = true;
    });
    return socket;
  }

  serverOf(socket: Socket): DatabaseServer | null {
    return this.sockets.get(socket) ?? null;
  }

  /** Breaks every connection to it; what runs on them fails with `reason`. New ones go to the next server. */
  leave(server: DatabaseServer, reason: Error): void {
    if (this.servers[this.current % this.servers.length] === server) {
      this.current += 1;
      this.isLost = true;
    }
    for (const [socket, each] of this.sockets) if (each === server) socket.destroy(reason);
  }

  /** Breaks every connection. */
  leaveAll(reason: Error): void {
    for (const server of this.servers) this.leave(server, reason);
  }
}
