import { hash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { VanthuError, type Person } from '@vanthu/model';
import { Organisation } from '@vanthu/persistence';
import { PasswordCheck } from '../../authentication/password-check.js';
import { CONFIGURATION } from '../../configuration/configuration.module.js';
import type { Configuration } from '../../configuration/configuration.js';
import { RestProblem } from '../problems/rest-problem.js';
import type { Caller } from './caller.js';
import { ClientTokens } from './client-tokens.js';

/** A password that was right is believed so long without the cost of checking it again: every request carries it. */
const BELIEVED_MS = 30_000;
const MOST_BELIEVED = 1_000;

/** Finds out who a request with an `Authorization` header comes from. */
@Injectable()
export class RestCallers {
  readonly tokens: ClientTokens;
  /** Keyed digests of user name and password, never these themselves. */
  private readonly believed = new Map<string, { readonly until: number; readonly username: Promise<string> }>();
  private readonly digestKey = randomBytes(32).toString('base64');

  constructor(
    private readonly organisation: Organisation,
    private readonly passwords: PasswordCheck,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.tokens = new ClientTokens(configuration.API_CLIENTS);
  }

  /** @throws RestProblem UNAUTHORIZED; VanthuError LOGIN_THROTTLED */
  async callerOf(authorization: string, address: string): Promise<Caller> {
    const [scheme = '', credentials = ''] = authorization.trim().split(/\s+/, 2);
    if (/^basic$/i.test(scheme)) return this.personOf(credentials, address);
    if (/^bearer$/i.test(scheme)) return this.clientOf(credentials);
    throw refused();
  }

  private async personOf(credentials: string, address: string): Promise<Caller> {
    const text = Buffer.from(credentials, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1) throw refused();
    const username = await this.checked(text.slice(0, colon), text.slice(colon + 1), address);
    // roles and leaving count at once, only the password is believed for a while
    const person = await this.organisation.person(username);
    if (!person) throw refused();
    return callerOfPerson(person);
  }

  private checked(username: string, password: string, address: string): Promise<string> {
    const key = hash('sha256', `${this.digestKey}\n${username}\n${password}`, 'base64');
    const now = Date.now();
    const known = this.believed.get(key);
    if (known && known.until > now) return known.username;
    const checking = this.passwords.person(username, password, address).then(
      (person) => person.username,
      (error: unknown) => {
        this.believed.delete(key);
        throw error instanceof VanthuError && error.code === 'LOGIN_FAILED' ? refused() : error;
      },
    );
    if (this.believed.size >= MOST_BELIEVED) this.believed.clear();
    this.believed.set(key, { until: now + BELIEVED_MS, username: checking });
    return checking;
  }

  private clientOf(token: string): Caller {
    const clientId = this.tokens.clientOf(token, Date.now());
    if (clientId === null) throw refused();
    return { username: clientId, displayName: clientId, email: null, kind: 'client', roles: [] };
  }
}

export function callerOfPerson({ username, displayName, email, assignments }: Person): Caller {
  return { username, displayName, email, kind: 'person', roles: [...new Set(assignments.map(({ role }) => role))] };
}

function refused(): RestProblem {
  return new RestProblem('UNAUTHORIZED', 'User name and password, or the token, are not valid here.');
}
