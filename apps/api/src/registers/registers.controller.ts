import { Controller, Get, Query } from '@nestjs/common';
import { VanthuError, pageQuerySchema, type Page, type Person, type RegisterEntry, type RegisterView } from '@vanthu/model';
import { RegisterPages, Registers } from '@vanthu/persistence';
import { z } from 'zod';
import { SignedIn } from '../authentication/access.guard.js';
import { OwnUnit } from '../organisation/own-unit.js';
import { parseInput } from '../problems/input.js';
import { KeyParam } from '../problems/key-param.js';

/** GET /api/registers/:id/entries */
export const entriesQuery = pageQuerySchema.extend({ order: z.enum(['asc', 'desc']).default('asc') });

/** Registers of one's own agency. */
@Controller('api/registers')
export class RegistersController {
  constructor(
    private readonly registers: Registers,
    private readonly pages: RegisterPages,
    private readonly ownUnit: OwnUnit,
  ) {}

  @Get()
  async list(@SignedIn() person: Person): Promise<{ items: RegisterView[] }> {
    const { agencyId } = await this.ownUnit.of(person);
    return { items: await this.registers.list([agencyId]) };
  }

  @Get(':id/entries')
  async entries(@SignedIn() person: Person, @KeyParam('id', 'register') id: string, @Query() query: unknown): Promise<Page<RegisterEntry>> {
    const { cursor, limit, order } = parseInput(entriesQuery, query);
    const { agencyId } = await this.ownUnit.of(person);
    if ((await this.registers.find(id))?.agencyId !== agencyId) throw new VanthuError('NOT_FOUND', { what: 'register' });
    return this.pages.entries(id, { limit, order, ...(cursor !== undefined && { cursor }) });
  }
}
