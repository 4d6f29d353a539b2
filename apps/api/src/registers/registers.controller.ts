import { Controller, Get, Param, Query } from '@nestjs/common';
import { VanthuError, pageQuerySchema, type Page, type Person, type RegisterEntry, type RegisterView } from '@vanthu/model';
import { Organisation, RegisterPages, Registers } from '@vanthu/persistence';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';
import { z } from 'zod';

const entriesQuery = pageQuerySchema.extend({ order: z.enum(['asc', 'desc']).default('asc') });

/** Registers of one's own agency. */
@Controller('api/registers')
export class RegistersController {
  constructor(
    private readonly registers: Registers,
    private readonly pages: RegisterPages,
    private readonly organisation: Organisation,
  ) {}

  @Get()
  async list(@SignedIn() person: Person): Promise<{ items: RegisterView[] }> {
    return { items: await this.registers.list([await this.agencyOf(person)]) };
  }

  @Get(':id/entries')
  async entries(@SignedIn() person: Person, @Param('id') id: string, @Query() query: unknown): Promise<Page<RegisterEntry>> {
    const { cursor, limit, order } = parseInput(entriesQuery, query);
    const register = await this.registers.find(id);
    if (!register || register.agencyId !== (await this.agencyOf(person))) throw new VanthuError('NOT_FOUND', { what: 'sổ văn bản' });
    return this.pages.entries(id, { limit, order, ...(cursor !== undefined && { cursor }) });
  }

  private async agencyOf(person: Person): Promise<string> {
    return (await this.organisation.unit(person.unitId))?.agencyId ?? person.unitId;
  }
}
