import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { lintRequestSchema, publishVariantSchema, type Family, type LintFinding, type Person, type Routing } from '@vanthu/model';
import type { Request } from 'express';
import { z } from 'zod';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { languageOf } from '../problems/problem.js';
import { RoutingDesk } from './routing-desk.js';

/** GET /api/families/:id/routing */
export const routingQuery = z.object({ unit: z.string().min(1).max(64) });

@Controller('api/families')
export class FamiliesController {
  constructor(private readonly desk: RoutingDesk) {}

  @Get()
  async list(@SignedIn() person: Person): Promise<{ items: Family[] }> {
    return { items: await this.desk.families(person) };
  }

  @Get(':id/routing')
  routing(@SignedIn() person: Person, @Param('id') id: string, @Query() query: unknown, @Req() request: Request): Promise<Routing> {
    return this.desk.routing(person, id, parseInput(routingQuery, query).unit, languageOf(request));
  }

  @Post(':id/lint')
  @HttpCode(200)
  async lint(@Param('id') id: string, @Body() body: unknown): Promise<{ findings: LintFinding[] }> {
    return { findings: await this.desk.lint(id, parseInput(lintRequestSchema, body).xml) };
  }

  @Post(':id/variants')
  publish(@SignedIn() person: Person, @Param('id') id: string, @Body() body: unknown, @Req() request: Request): Promise<Routing> {
    return this.desk.publish(person, id, parseInput(publishVariantSchema, body), languageOf(request));
  }
}
