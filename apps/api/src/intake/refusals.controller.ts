import { Controller, Get, Query } from '@nestjs/common';
import { pageQuerySchema, type Page, type Person } from '@vanthu/model';
import { DocumentIntake, type RefusedDelivery } from '@vanthu/persistence';
import { SignedIn } from '../authentication/access.guard.js';
import { OwnUnit } from '../organisation/own-unit.js';
import { parseInput } from '../problems/input.js';

/** What was turned away at the door of one's agency, and why; nothing of its content. */
@Controller('api/intake')
export class RefusalsController {
  constructor(
    private readonly intake: DocumentIntake,
    private readonly ownUnit: OwnUnit,
  ) {}

  @Get('refusals')
  async list(@SignedIn() person: Person, @Query() query: unknown): Promise<Page<RefusedDelivery>> {
    const asked = parseInput(pageQuerySchema, query);
    const { agencyId } = await this.ownUnit.of(person);
    return this.intake.refusals(agencyId, asked);
  }
}
