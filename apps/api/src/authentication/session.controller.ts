import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Post, Req, Res } from '@nestjs/common';
import { VanthuError, loginSchema, type Person, type Session } from '@vanthu/model';
import { Organisation, Sessions } from '@vanthu/persistence';
import type { Response } from 'express';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import type { Configuration } from '../configuration/configuration.js';
import { parseInput } from '../problems/input.js';
import { SignedIn, type SignedInRequest } from './access.guard.js';
import { PasswordCheck } from './password-check.js';
import { cookieOptions, sessionCookie, tokenOf } from './session-cookie.js';

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly organisation: Organisation,
    private readonly sessions: Sessions,
    private readonly passwords: PasswordCheck,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Ip() address: string, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const { username, password } = parseInput(loginSchema, body);
    const person = await this.passwords.person(username, password, address);
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

  private async describe(person: Person, csrfToken: string): Promise<Session> {
    const unit = await this.organisation.unit(person.unitId);
    const agency = unit && (await this.organisation.unit(unit.agencyId));
    if (!unit || !agency) throw new VanthuError('NOT_FOUND', { what: 'unit' });
    return { person, unit, agency, csrfToken, signingAgentUrl: this.configuration.SIGNING_AGENT_URL };
  }
}
