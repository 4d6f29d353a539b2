import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { VanthuError, loginSchema, type Person, type Session } from '@vanthu/model';
import { Organisation, Sessions } from '@vanthu/persistence';
import type { Response } from 'express';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import type { Configuration } from '../configuration/configuration.js';
import { parseInput } from '../problems/input.js';
import { SignedIn, type SignedInRequest } from './access.guard.js';
import { LoginThrottle } from './login-throttle.js';
import { cookieOptions, sessionCookie } from './session-cookie.js';

@Controller('api/session')
export class SessionController {
  private readonly throttle = new LoginThrottle();

  constructor(
    private readonly organisation: Organisation,
    private readonly sessions: Sessions,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const { username, password } = parseInput(loginSchema, body);
    const seconds = this.throttle.waitSeconds(username, Date.now());
    if (seconds > 0) throw new VanthuError('LOGIN_THROTTLED', { seconds });
    const person = await this.organisation.verifyPassword(username, password);
    if (!person) {
      this.throttle.failed(username, Date.now());
      throw new VanthuError('LOGIN_FAILED');
    }
    this.throttle.succeeded(username);
    const options = cookieOptions(this.configuration);
    const { token, csrfToken } = await this.sessions.open(person.username, options.maxAge ?? 0);
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
    const cookies = request.cookies as Record<string, string>;
    await this.sessions.close(cookies[sessionCookie] ?? '');
    const { maxAge: _, ...options } = cookieOptions(this.configuration);
    response.clearCookie(sessionCookie, options);
  }

  private async describe(person: Person, csrfToken: string): Promise<Session> {
    const unit = await this.organisation.unit(person.unitId);
    const agency = unit && (await this.organisation.unit(unit.agencyId));
    if (!unit || !agency) throw new VanthuError('NOT_FOUND', { what: `đơn vị ${person.unitId}` });
    return { person, unit, agency, csrfToken, signingAgentUrl: this.configuration.SIGNING_AGENT_URL };
  }
}
