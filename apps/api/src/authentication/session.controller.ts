import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Post, Req, Res } from '@nestjs/common';
import { VanthuError, loginSchema, type Person, type Session } from '@vanthu/model';
import { Organisation, Sessions } from '@vanthu/persistence';
import type { Response } from 'express';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import type { Configuration } from '../configuration/configuration.js';
import { parseInput } from '../problems/input.js';
import { SignedIn, type SignedInRequest } from './access.guard.js';
import { LoginThrottle } from './login-throttle.js';
import { cookieOptions, sessionCookie, tokenOf } from './session-cookie.js';

/** Failures of one name; from one address, behind which a whole office may sit, many more are let pass. */
const FREE_PER_NAME = 5;
const FREE_PER_ADDRESS = 50;

@Controller('api/session')
export class SessionController {
  private readonly byName = new LoginThrottle(FREE_PER_NAME);
  private readonly byAddress = new LoginThrottle(FREE_PER_ADDRESS);

  constructor(
    private readonly organisation: Organisation,
    private readonly sessions: Sessions,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Ip() address: string, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const { username, password } = parseInput(loginSchema, body);
    const person = await this.checked(username, password, address);
    const options = cookieOptions(this.configuration);
    const { token, csrfToken } = await this.sessions.open(person.username, options.maxAge);
    response.cookie(sessionCookie, token, options);
    return this.describe(person, csrfToken);
  }

  @Get()
  current(@SignedIn() person: Person, @Req() request: SignedInRequest): Promise<Session> {
    return this.describe(person, request.signedIn?.session.csrfToken ?? '');
  }

  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.close(tokenOf(request) ?? '');
    const { maxAge: _, ...options } = cookieOptions(this.configuration);
    response.clearCookie(sessionCookie, options);
  }

  private async checked(username: string, password: string, address: string): Promise<Person> {
    // a database that does not tell letters apart must not give a name more tries for each spelling
    const name = username.toLowerCase();
    const now = Date.now();
    const seconds = Math.max(this.byName.waitSeconds(name, now), this.byAddress.waitSeconds(address, now));
    if (seconds > 0) throw new VanthuError('LOGIN_THROTTLED', { seconds });
    const person = await this.organisation.verifyPassword(username, password);
    if (!person) {
      this.byName.failed(name, now);
      this.byAddress.failed(address, now);
      throw new VanthuError('LOGIN_FAILED');
    }
    this.byName.succeeded(name);
    return person;
  }

  private async describe(person: Person, csrfToken: string): Promise<Session> {
    const unit = await this.organisation.unit(person.unitId);
    const agency = unit && (await this.organisation.unit(unit.agencyId));
    if (!unit || !agency) throw new VanthuError('NOT_FOUND', { what: 'unit' });
    return { person, unit, agency, csrfToken, signingAgentUrl: this.configuration.SIGNING_AGENT_URL };
  }
}
