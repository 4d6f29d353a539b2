import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { VanthuError, pageQuerySchema, type IncidentView, type Page, type Person } from '@vanthu/model';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { Incidents } from './incidents.js';

/** Stuck work and how to get it going again, for operators of the agency. */
@Controller('api/operations')
export class OperationsController {
  constructor(private readonly incidents: Incidents) {}

  @Get('incidents')
  list(@SignedIn() person: Person, @Query() query: unknown): Promise<Page<IncidentView>> {
    return this.incidents.page(person, parseInput(pageQuerySchema, query));
  }

  @Post('incidents/:key/resolve')
  @HttpCode(204)
  async resolve(@SignedIn() person: Person, @Param('key') key: string): Promise<void> {
    if (!/^\d{1,19}$/.test(key)) throw new VanthuError('NOT_FOUND', { what: 'sự cố' });
    await this.incidents.resolve(person, key);
  }
}
