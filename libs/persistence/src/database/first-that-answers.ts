import { connect, type Socket } from 'node:net';

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
}

/**
 * Connections to a cluster whose nodes are equal: to the node that answered last, as long as it does; then to the next. Gives mysql2 its
 * sockets; a connection that cannot be made fails as it would with one server, and the next one goes elsewhere.
 */
export function toFirstThatAnswers(servers: readonly DatabaseServer[]): () => Socket {
  let current = 0;
  return () => {
    const chosen = current;
    const { host, port } = servers[chosen % servers.length] as DatabaseServer;
    const socket = connect({ host, port, keepAlive: true, noDelay: true });
    let hasSpoken = false;
    socket.once('data', () => (hasSpoken = true));
    // A node that is down refuses; one that is just dying accepts and says nothing.
    socket.once('close', () => {
      if (!hasSpoken && current === chosen) current = chosen + 1;
    });
    return socket;
  };
}
