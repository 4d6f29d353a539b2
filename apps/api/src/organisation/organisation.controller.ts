import { Controller, Get, Query } from '@nestjs/common';
import type { OrgUnit, Person } from '@vanthu/model';
import { Organisation } from '@vanthu/persistence';
import { z } from 'zod';
import { SignedIn } from '../authentication/access.guard.js';
import { parseInput } from '../problems/input.js';

/** GET /api/units: every word of `q` occurs in the name, the abbreviation or the code. */
export const unitQuery = z.object({ q: z.string().max(100).default(''), limit: z.coerce.number().int().min(1).max(100).default(20) });
/** GET /api/people */
export const peopleQuery = z.object({ unit: z.string().min(1).max(64) });

@Controller('api')
export class OrganisationController {
  constructor(private readonly organisation: Organisation) {}

  /** The directory: every unit that can be written to. */
  @Get('units')
  async units(@Query() query: unknown): Promise<{ items: OrgUnit[] }> {
    const { q, limit } = parseInput(unitQuery, query);
    return { items: await this.organisation.search(q, limit) };
  }

  /** People of a unit of one's own agency. */
  @Get('people')
  async people(@SignedIn() person: Person, @Query() query: unknown): Promise<{ items: Pick<Person, 'username' | 'displayName' | 'title' | 'unitId'>[] }> {
    const { unit } = parseInput(peopleQuery, query);
    const [asked, own] = [await this.organisation.unit(unit), await this.organisation.unit(person.unitId)];
    if (!asked || !own || asked.agencyId !== own.agencyId) return { items: [] };
    const people = await this.organisation.personsOf(unit);
    return { items: people.map(({ username, displayName, title, unitId }) => ({ username, displayName, title, unitId })) };
  }
}
