import type { IncomingMessage, ServerResponse } from 'node:http';
import { AgentError } from '../signings/agent-error.js';

/** Who may speak to the agent. */
export class Gatekeeper {
  readonly #origins: ReadonlySet<string>;
  readonly #own: () => number;

  constructor(origins: readonly string[], ownPort: () => number) {
    this.#origins = new Set(origins);
    this.#own = ownPort;
  }

  get origins(): readonly string[] {
    return [...this.#origins];
  }

  /** A page that lets its own name point at this PC gives that name away here. Throws AgentError HOST_REFUSED. */
  checkHost(request: IncomingMessage): void {
    const port = this.#own();
    const { host } = request.headers;
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) throw new AgentError('HOST_REFUSED', 403);
  }

  /** Throws AgentError ORIGIN_REFUSED; a request without an origin is no page's request. */
  checkOrigin(request: IncomingMessage): void {
    if (!this.#isAllowed(request.headers.origin)) throw new AgentError('ORIGIN_REFUSED', 403);
  }

  /** The form must come from the page the agent itself has shown. Throws AgentError ORIGIN_REFUSED. */
  checkOwnPage(request: IncomingMessage): void {
    if (request.headers.origin !== `http://${request.headers.host ?? ''}`) throw new AgentError('ORIGIN_REFUSED', 403);
  }

  /** Lets pages of allowed origins read the answer, and no others. */
  allowReading(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Vary', 'Origin');
    const { origin } = request.headers;
    if (origin !== undefined && this.#isAllowed(origin)) response.setHeader('Access-Control-Allow-Origin', origin);
  }

  answerPreflight(request: IncomingMessage, response: ServerResponse): void {
    this.checkOrigin(request);
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'content-type');
    response.setHeader('Access-Control-Max-Age', '600');
    if (request.headers['access-control-request-private-network'] === 'true') {
      response.setHeader('Access-Control-Allow-Private-Network', 'true');
    }
    response.writeHead(204).end();
  }

  #isAllowed(origin: string | undefined): boolean {
    return origin !== undefined && this.#origins.has(origin);
  }
}
