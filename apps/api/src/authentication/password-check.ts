import { Injectable } from '@nestjs/common';
import { VanthuError, type Person } from '@vanthu/model';
import { Organisation } from '@vanthu/persistence';
import { LoginThrottle } from './login-throttle.js';

/** Failures of one name; from one address, behind which a whole office may sit, many more are let pass. */
const FREE_PER_NAME = 5;
const FREE_PER_ADDRESS = 50;

/** Checks passwords, for sessions and for the REST API alike, and slows down guessing. */
@Injectable()
export class PasswordCheck {
  private readonly byName = new LoginThrottle(FREE_PER_NAME);
  private readonly byAddress = new LoginThrottle(FREE_PER_ADDRESS);

  constructor(private readonly organisation: Organisation) {}

  /** @throws VanthuError LOGIN_FAILED, LOGIN_THROTTLED */
  person(username: string, password: string, address: string): Promise<Person> {
    return this.guarded(username, address, () => this.organisation.verifyPassword(username, password));
  }

  /** Any other secret of a name: null from `verify` counts as a failed try. */
  async guarded<T>(username: string, address: string, verify: () => Promise<T | null>): Promise<T> {
    // a database that does not tell letters apart must not give a name more tries for each spelling
    const name = username.toLowerCase();
    const now = Date.now();
    const seconds = Math.max(this.byName.waitSeconds(name, now), this.byAddress.waitSeconds(address, now));
    if (seconds > 0) throw new VanthuError('LOGIN_THROTTLED', { seconds });
    const found = await verify();
    if (found === null) {
      this.byName.failed(name, now);
      this.byAddress.failed(address, now);
      throw new VanthuError('LOGIN_FAILED');
    }
    this.byName.succeeded(name);
    return found;
  }
}
