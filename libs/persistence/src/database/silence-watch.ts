import type { Socket } from 'node:net';
import type { DatabaseServer, ServerChoice } from './server-choice.js';

/** What a server says over a new connection: `cutOff` is a cluster node that does not see most of the others. */
export type ServerState = 'working' | 'silent' | 'cutOff';

const LOOK_MS = 500;

interface Statement {
  readonly socket: Socket;
  bytesRead: number;
  since: number;
}

/**
 * A server that is cut off or frozen closes nothing and refuses nothing: its statements would hang until TCP gives up, a quarter of an
 * hour. A statement that takes long is no proof, so the server is asked over another connection, twice.
 */
export class SilenceWatch {
  private readonly statements = new Set<Statement>();
  private looking: NodeJS.Timeout | null = null;
  private readonly asking = new Set<DatabaseServer>();

  constructor(
    private readonly choice: ServerChoice,
    private readonly ask: (server: DatabaseServer) => Promise<ServerState>,
    /** How long a statement may go unanswered before its server is asked. */
    private readonly silenceMs: number,
  ) {}

  /** A statement has been sent; returns what to call when it is over. */
  begin(socket: Socket): () => void {
    const statement = { socket, bytesRead: socket.bytesRead, since: performance.now() };
    this.statements.add(statement);
    this.looking ??= setInterval(() => this.look(), LOOK_MS).unref();
    return () => this.statements.delete(statement);
  }

  stop(): void {
    if (this.looking) clearInterval(this.looking);
    this.looking = null;
  }

  private look(): void {
    if (this.statements.size === 0) return this.stop();
    const now = performance.now();
    const suspects = new Set<DatabaseServer>();
    for (const each of this.statements) {
      const server = this.choice.serverOf(each.socket);
      if (each.socket.bytesRead !== each.bytesRead) Object.assign(each, { bytesRead: each.socket.bytesRead, since: now });
      else if (server && now - each.since > this.silenceMs) suspects.add(server);
    }
    for (const server of suspects) if (!this.asking.has(server)) void this.examine(server);
  }

  private async examine(server: DatabaseServer): Promise<void> {
    this.asking.add(server);
    const first = await this.ask(server);
    const state = first === 'silent' ? await this.ask(server) : first;
    this.asking.delete(server);
    if (state !== 'working') return this.choice.leave(server, lost(server, state));
    for (const each of this.statements) if (this.choice.serverOf(each.socket) === server) each.since = performance.now();
  }
}

function lost({ host, port }: DatabaseServer, state: ServerState): Error {
  const reason = state === 'silent' ? 'does not answer any more' : 'is cut off from its cluster';
  return Object.assign(new Error(`${host}:${port} ${reason}`), { code: 'ETIMEDOUT' });
}
