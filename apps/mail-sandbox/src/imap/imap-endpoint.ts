import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { serveImap } from './imap-connection.js';
import type { ImapContext } from './imap-session.js';
import type { Endpoint } from '../smtp/smtp-endpoint.js';

export interface ImapEndpointOptions extends ImapContext {
  readonly host: string;
  readonly port: number;
  readonly onError: (error: unknown) => void;
}

/** Gives mail out: IMAP4rev1 with UIDPLUS, IDLE, MOVE and SPECIAL-USE, without TLS. */
export async function startImap(options: ImapEndpointOptions): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  const sessions = new Set<Promise<void>>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const session = serveImap(socket, options, options.onError);
    sessions.add(session);
    void session.finally(() => sessions.delete(session));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
      for (const socket of sockets) socket.destroy();
      await Promise.allSettled([closed, ...sessions]);
    },
  };
}
