import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { pageQuerySchema, type IncidentView, type Page, type Person } from '@vanthu/model';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';
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
  resolve(@SignedIn() person: Person, @KeyParam('key', 'incident') key: string): Promise<void> {
    return this.incidents.resolve(person, key);
  }
}
