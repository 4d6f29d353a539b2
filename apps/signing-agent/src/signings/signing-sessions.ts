import { AgentError } from './agent-error.js';
import { refuseUnfit, SigningSession } from './signing-session.js';
import type { SigningRequest } from './signing-session.js';

export interface SessionSources {
  readonly now: () => number;
  /** An unguessable text. */
  readonly secret: () => string;
}

const lifetime = 5 * 60_000;
/** Ended sessions answer for a while, since the page may poll late. */
const afterlife = 5 * 60_000;
const maxSessions = 50;

/** The requests that wait for a person on this PC. */
export class SigningSessions {
  readonly #sources: SessionSources;
  readonly #sessions = new Map<string, SigningSession>();

  constructor(sources: SessionSources) {
    this.#sources = sources;
  }

  /** Throws AgentError TOO_MANY_SIGNINGS, SigningError CERTIFICATE_INVALID or SIGNATURE_MISMATCH. */
  open(request: SigningRequest): SigningSession {
    this.#sweep();
    if (this.#sessions.size >= maxSessions) throw new AgentError('TOO_MANY_SIGNINGS', 429);
    const now = this.#sources.now();
    refuseUnfit(request, new Date(now));
    const session = new SigningSession(request, { id: this.#sources.secret(), formToken: this.#sources.secret() }, now + lifetime);
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Throws AgentError NOT_FOUND. */
  get(id: string): SigningSession {
    this.#sweep();
    const session = this.#sessions.get(id);
    if (session === undefined) throw new AgentError('NOT_FOUND', 404);
    return session;
  }

  #sweep(): void {
    const now = this.#sources.now();
    for (const [id, session] of this.#sessions) {
      if (now >= session.expiresAt) session.expire();
      if (now >= session.expiresAt + afterlife) this.#sessions.delete(id);
    }
  }
}
